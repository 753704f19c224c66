"""The ETag of a feed and what it remembers, so that a delta can be found from it alone.

`"<last event>-<last moment>-<digest>"`: the digest signs the two numbers together with everything
else that the bytes are made of. A tag that we did not give for this document, or gave before
something of the house or of the code changed, has another digest and counts as unknown.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from articles.stamps import Mark, Stamp

from . import http

_FORM = re.compile(r'"([0-9a-f]{1,16})-([0-9a-f]{1,16})-[0-9a-f]{32}"')
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def tag(stamp: Stamp, document: tuple[str, ...]) -> str:
    """The ETag of a document (kind, slug, name, format) of a scope as its stamp says."""
    ticks = (stamp.own.at - _EPOCH) // _TICK if stamp.own.at else 0
    return f'"{stamp.own.event or 0:x}-{ticks:x}-{_digest(stamp, document)}"'


def known(given: str, stamp: Stamp, document: tuple[str, ...]) -> Mark | None:
    """What a tag that we gave earlier for this document says; None for any other."""
    form = _FORM.fullmatch(given)
    if form is None:
        return None
    event, ticks = (int(number, 16) for number in form.groups())
    try:
        mark = Mark(_EPOCH + ticks * _TICK, event)
    except OverflowError:
        return None
    earlier = tag(replace(stamp, own=mark), document)
    return mark if earlier == given else None


def _digest(stamp: Stamp, document: tuple[str, ...]) -> str:
    facts: tuple[Any, ...] = (stamp.pk, stamp.own, stamp.house, document)
    icons = static("articles/icon-512.png")  # Its name moves with its bytes.
    return http.digest(facts, settings.TIME_ZONE, settings.PUBLIC_URL, settings.WEBSUB_HUBS, icons)
