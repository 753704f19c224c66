"""Answers for who asks again and again: validators from the data, and how long an answer holds."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date, parse_etags, parse_http_date_safe

MAX_AGE = 60
# Of the minute, the part in which a cache answers at once and asks again behind the reader's back,
# or answers where we do not. Longer would be for words that have been withdrawn in the meantime.
BEHIND = 15
BRIEF = 5
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
    return tag.removeprefix("W/") in [one.removeprefix("W/") for one in known]


def had(request: HttpRequest, tag: str, changed_at: datetime | None = None) -> bool:
    """Tell whether the asker has this already: by ETag or, where he names none, by date.

    If-Match and If-Unmodified-Since count for nothing. They keep a write from undoing another, and
    nothing is written here: their 412 would be one asker's answer, which a cache keeps for all.
    """
    if "If-None-Match" in request.headers:
        return names(request, tag) or request.headers["If-None-Match"].strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed_at is not None and seconds(changed_at) <= since


def fresh_for(at: datetime, until: datetime | None) -> int:
    """Seconds for which an answer holds: a minute, and never beyond the next moment."""
    return MAX_AGE if until is None else max(0, min(MAX_AGE, int((until - at).total_seconds())))


def polled(max_age: int) -> str:
    """Cache-Control for these seconds in all: the last of them while the cache asks again."""
    behind = min(BEHIND, max_age)
    now = max_age - behind
    return (
        f"public, max-age={now}, s-maxage={now}, stale-while-revalidate={behind}, "
        f"stale-if-error={behind}"
    )


def ending(response: HttpResponse, *keys: str) -> HttpResponse:
    """Let caches keep for seconds what may end another answer: a hold, a 404, a 410, a redirect.

    What they keep takes the place of what they had; after `no-store` they may give that again when
    we fail. The seconds are always the same, so they tell of nothing scheduled, and there is no
    Vary, so that it goes in every coding. `keys` are for caches that we purge. It has no ETag: a
    304 could bring the old words back.
    """
    response["Cache-Control"] = f"public, max-age={BRIEF}, must-revalidate"
    if keys:
        response["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
    return response


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def date(response: HttpResponseBase, changed_at: datetime | None) -> None:
    """Say when it changed last, and for the first seconds after a change a little earlier."""
    if changed_at is not None:
        settled = seconds(timezone.now()) - SETTLED
        response["Last-Modified"] = http_date(min(seconds(changed_at), settled))
