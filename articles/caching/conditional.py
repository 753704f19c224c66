"""The conditional request (RFC 9110, 13): who has an answer already gets a 304 for it."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
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


def is_not_modified(request: HttpRequest, etag: str, changed_at: datetime | None = None) -> bool:
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


def answer(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    content_type: str,
    etag: str,
    changed_at: datetime | None,
    cache_control: str = "",
    packed: bool = False,
) -> HttpResponse:
    """304 where the client has it already, else what `write` makes; the same headers on both.

    `packed`: brotli or gzip as accepted, cached in the process under the ETag, which must change
    with the bytes. Where packed, the ETag is weak: it stands for every coding.
    """
    name, coding = etag, ""
    if packed and (coding := compression.negotiate(request.headers.get("Accept-Encoding", ""))):
        etag = f"W/{etag}"
    if is_not_modified(request, etag, changed_at):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content_type=content_type)
        if packed:
            response.content, coding = _coded(name, coding, write)
            if coding:
                response["Content-Encoding"] = coding
        else:
            response.content = write()
    response["ETag"] = etag
    headers.set_last_modified(response, changed_at)
    response["Cache-Control"] = cache_control or headers.public(headers.MAX_AGE)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _coded(name: str, coding: str, write: Callable[[], bytes]) -> tuple[bytes, str]:
    """The bytes in a coding and the coding they have: small ones are not packed."""
    cached = documents.get((name, coding))
    if cached is not None:
        return cached, coding
    body = documents.get((name, ""))
    if body is None:
        body = write()
        documents.set((name, ""), body)
    if not coding or len(body) < compression.WORTH_IT:
        return body, ""
    body = compression.pack(body, coding)
    documents.set((name, coding), body)
    return body, coding
