"""Which stories a feed must tell beyond its newest: all that changed in its last two hours.

The two hours end at the feed's last change and not now: so what it says moves with its stamp alone,
and whoever asks once an hour has missed nothing all the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from articles.models import Touch
from articles.stamps import Mark

WINDOW = timedelta(hours=2)
MOST_EVENTS = 1_000


def stories(key: str, last: Mark, at: datetime) -> set[int]:
    """The articles that were published or changed in the two hours before a feed's last change."""
    if last.at is None:
        return set()
    rows = Touch.objects.filter(key=key, at__gt=last.at - WINDOW, at__lte=at)
    newest = rows.order_by("-at", "-event").values_list("event__article", "event__keys")
    return named(newest[:MOST_EVENTS])


def named(rows: Iterable[tuple[int | None, list[str]]]) -> set[int]:
    """The articles of events, given as article and keys: a photo's names those that show it."""
    found: set[int] = set()
    for article, keys in rows:
        found.update([article] if article else _articles(keys))
    return found


def _articles(keys: list[str]) -> list[int]:
    return [int(key.removeprefix("article:")) for key in keys if key.startswith("article:")]
