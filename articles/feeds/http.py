"""Answers for programs that ask again and again: validators, freshness, no cookie."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

MAX_AGE = 60
# New code may write other bytes from the same data, so its digest is part of every ETag.
BUILD = sha256(
    b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
).hexdigest()


def etag(*facts: Any) -> str:
    """A strong ETag of the data that the bytes are made of: no clock, no host, no process."""
    return f'"{sha256(repr((BUILD, facts)).encode("utf-8", "replace")).hexdigest()[:32]}"'


def fresh_for(at: datetime, until: datetime | None) -> int:
    """Seconds for which an answer holds: a minute, and never beyond the next moment."""
    return MAX_AGE if until is None else max(0, min(MAX_AGE, int((until - at).total_seconds())))


def answer(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    content_type: str,
    tag: str,
    changed_at: datetime | None,
    max_age: int = MAX_AGE,
) -> HttpResponse:
    """304 where the asker has it already, else what `write` makes; the same headers on both."""
    stamp = int(changed_at.timestamp()) if changed_at else None
    response = get_conditional_response(request, etag=tag, last_modified=stamp)
    if response is None:
        response = HttpResponse(write(), content_type=content_type)
    response["ETag"] = tag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return _public(response, max_age)


def moved(path: str) -> HttpResponse:
    """A lasting redirect, to be asked again after a minute, because a slug may come back."""
    return _public(HttpResponsePermanentRedirect(path), MAX_AGE)


def _public(response: HttpResponse, max_age: int) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={max_age}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
