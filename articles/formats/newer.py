"""How an open page asks whether there are newer stories than it shows."""

import datetime as dt

from articles.models import Edition

_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def question(address: str, shown: list[Edition]) -> str:
    """Return the address to ask at, `shown` newest first; a page of nothing asks for any story.

    Said by first publication and not by the clock, so that the page's bytes are those of its ETag.
    """
    if not shown:
        return address
    newest = shown[0].first_published.astimezone(dt.UTC)
    return f"{address}?since={newest.strftime(_FORMAT)}"


def since(text: str) -> dt.datetime | None:
    """Read a moment as `question` writes it; None where it is none."""
    try:
        return dt.datetime.strptime(text, _FORMAT).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
