"""Answers for programs that ask again and again: validators, freshness, codings, no cookie."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.utils.cache import patch_vary_headers

from articles import compress, conditional
from articles.conditional import MAX_AGE, build
from articles.memory import documents

_CODE = Path(__file__).parents[1]
BUILD = build(*((_CODE / part, "*.py") for part in ("feeds", "formats", "models", "text")))
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def etag(*facts: Any) -> str:
    """A strong ETag of the data that the bytes are made of: no clock, no host, no process."""
    return f'"{digest(*facts)}"'


def digest(*facts: Any) -> str:
    return conditional.digest(BUILD, facts)


def answer(
    request: HttpRequest,
    write: Callable[[], bytes],
    *,
    content_type: str,
    tag: str,
    changed_at: datetime | None,
    max_age: int = MAX_AGE,
    packed: bool = False,
) -> HttpResponse:
    """304 where the asker has it already, else what `write` makes; the same headers on both.

    `packed`: brotli or gzip as asked for, kept in the process's memory under the tag, which must
    move with the bytes; for what is polled. Where packed, the ETag is weak: it stands for every
    coding.
    """
    name, coding = tag, ""
    if packed and (coding := compress.negotiate(request.headers.get("Accept-Encoding", ""))):
        tag = f"W/{tag}"
    if conditional.had(request, tag, changed_at):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content_type=content_type)
        if packed:
            _fill(response, name, coding, write)
        else:
            response.content = write()
    response["ETag"] = tag
    conditional.date(response, changed_at)
    return _polled(response, max_age) if packed else _public(response, max_age)


def moved(path: str) -> HttpResponse:
    """A lasting redirect, to be asked again after seconds, because a slug may come back."""
    return conditional.ending(HttpResponsePermanentRedirect(path))


def for_programs(view: Callable) -> Callable:
    """A view that any page of any site may read (CORS), by GET and HEAD alone, errors as text."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _opened(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    return opened


def _opened(view: Callable, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS", **_PREFLIGHT})
    if request.method not in ("GET", "HEAD"):
        return _text(405, "A feed is read: GET or HEAD.", Allow="GET, HEAD, OPTIONS")
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return conditional.ending(_text(404, "Feed not found."))


def _text(status: int, sentence: str, **headers: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{sentence}\n", status=status, content_type=kind, headers=headers)


def _fill(response: HttpResponse, name: str, coding: str, write: Callable[[], bytes]) -> None:
    response.content, coding = _document(name, coding, write)
    if coding:
        response["Content-Encoding"] = coding


def _document(name: str, coding: str, write: Callable[[], bytes]) -> tuple[bytes, str]:
    """The bytes in a coding and the coding they have: small ones are not packed."""
    kept = documents.get((name, coding))
    if kept is not None:
        return kept, coding
    body = documents.get((name, ""))
    if body is None:
        body = write()
        documents.keep((name, ""), body)
    if not coding or len(body) < compress.WORTH_IT:
        return body, ""
    body = compress.pack(body, coding)
    documents.keep((name, coding), body)
    return body, coding


def _public(response: HttpResponse, max_age: int) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={max_age}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _polled(response: HttpResponse, max_age: int) -> HttpResponse:
    response["Cache-Control"] = conditional.polled(max_age)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
