"""The conditional request (RFC 9110, 13): who has an answer already gets a 304 for it."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, parse_http_date_safe

from . import compression, headers
from .process_cache import documents


def names_etag(request: HttpRequest, etag: str) -> bool:
    """Tell whether a client names this very ETag, which can only be had from us.

    It may be called weak, which says nothing there.
    """
    if_none_match = parse_etags(request.headers.get("If-None-Match", ""))
    return etag.removeprefix("W/") in [one.removeprefix("W/") for one in if_none_match]


def is_not_modified(
    request: HttpRequest, etag: str, changed_at: datetime | None = None
) -> bool:
    """Tell whether a client has this already: by ETag or, where it names none, by date.

    If-Match and If-Unmodified-Since count for nothing. They keep a write from undoing another, and
    nothing is written here: their 412 would be one client's answer, which a cache keeps for all.
    """
    if "If-None-Match" in request.headers:
        return names_etag(request, etag) or request.headers["If-None-Match"].strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is None or changed_at is None:
        return False
    return headers.whole_seconds(changed_at) <= since


def respond(
    request: HttpRequest,
    make: Callable[[], HttpResponseBase],
    *,
    etag: str,
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """304 where the client has it already, else what `make` returns; the validators on both."""
    if is_not_modified(request, etag, changed_at):
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = make()
    response["ETag"] = etag
    headers.set_last_modified(response, changed_at)
    return response


def respond_with_bytes(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    content_type: str,
    etag: str,
    changed_at: datetime | None = None,
    cache_control: str = "",
    compressed: bool = False,
) -> HttpResponseBase:
    """304, or what `write` returns.

    `compressed`: brotli or gzip as accepted, cached in the process under the ETag, which must
    change with the bytes.
    """
    accepted = request.headers.get("Accept-Encoding", "") if compressed else ""
    coding = compression.negotiate(accepted)

    def make() -> HttpResponse:
        if not compressed:
            return HttpResponse(write(), content_type=content_type)
        body, applied = _cached(etag, coding, write)
        encoding = {"Content-Encoding": applied} if applied else {}
        return HttpResponse(body, content_type=content_type, headers=encoding)

    # Weak where it may be compressed: it stands for every coding.
    validator = f"W/{etag}" if coding else etag
    response = respond(request, make, etag=validator, changed_at=changed_at)
    response["Cache-Control"] = cache_control or headers.public(headers.MAX_AGE)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _cached(etag: str, coding: str, write: Callable[[], bytes]) -> tuple[bytes, str]:
    """The bytes in a coding and the coding they have: small ones are not compressed."""
    encoded = documents.get((etag, coding))
    if encoded is not None:
        return encoded, coding
    # For another coding they may have been written already.
    body = documents.get((etag, ""))
    if body is None:
        body = write()
        documents.set((etag, ""), body)
    if not coding or len(body) < compression.MIN_SIZE:
        return body, ""
    encoded = compression.encode(body, coding)
    documents.set((etag, coding), encoded)
    return encoded, coding
