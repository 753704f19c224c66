"""The dateline: where and on which day, before a story's first words."""

import re
from datetime import datetime
from html import escape

from .dates import dateline_date

_OPENING = re.compile(r"(?:\s*<figure[^>]*></figure>)*\s*<p>")


def with_dateline(body: str, place: str, moment: datetime, language: str = "en") -> str:
    """Return the body with "BAKU, Azerbaijan, November 28." at the start of its first paragraph.

    A body that begins with something else (a subhead, a quote) gets it as a line of its own; one
    without a place stays as it is. `moment` is the story's first publication,
    `language` the story's: the date is written as it writes it.
    """
    if not place:
        return body
    line = f"{escape(place, quote=False)}, {dateline_date(moment, language)}."
    opening = _OPENING.match(body)
    if opening is None:
        return f"<p>{line}</p>{body}"
    return f"{opening[0]}{line} {body[opening.end() :]}"
