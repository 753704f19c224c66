"""Answers for who asks again and again: validators from the data, and how long an answer holds."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date, parse_etags

MAX_AGE = 60
# Of the minute, the part in which a cache answers at once and asks again behind the reader's back.
WHILE_REVALIDATE = 15
IF_ERROR = 86_400
# A change may be committed some seconds after its moment. Until it must have been, Last-Modified
# stays behind, so that a date alone never hides a later change of the same second.
SETTLED = 5


@cache
def build(*patterns: tuple[Path, str]) -> str:
    """The digest of code and templates, given as folders and what their files are called.

    New code may write other bytes from the same data, so it is part of every ETag.
    """
    files = (path for folder, pattern in patterns for path in sorted(folder.rglob(pattern)))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def digest(*facts: Any) -> str:
    """What an ETag is made of: the data that the bytes are made of; no clock, host or process."""
    return sha256(repr(facts).encode("utf-8", "replace")).hexdigest()[:32]


def names(request: HttpRequest, tag: str) -> bool:
    """Tell whether the asker names this very ETag, which can only be had from us.

    It may be called weak, which says nothing there.
    """
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return tag in [one.removeprefix("W/") for one in known]


def fresh_for(at: datetime, until: datetime | None) -> int:
    """Seconds for which an answer holds: a minute, and never beyond the next moment."""
    return MAX_AGE if until is None else max(0, min(MAX_AGE, int((until - at).total_seconds())))


def polled(max_age: int) -> str:
    """Cache-Control for these seconds in all: the last of them while the cache asks again."""
    behind = min(WHILE_REVALIDATE, max_age)
    now = max_age - behind
    return (
        f"public, max-age={now}, s-maxage={now}, stale-while-revalidate={behind}, "
        f"stale-if-error={IF_ERROR}"
    )


def seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def date(response: HttpResponseBase, changed_at: datetime | None) -> None:
    """Say when it changed last, and for the first seconds after a change a little earlier."""
    changed = seconds(changed_at)
    if changed is not None:
        settled = int(timezone.now().timestamp()) - SETTLED
        response["Last-Modified"] = http_date(min(changed, settled))
