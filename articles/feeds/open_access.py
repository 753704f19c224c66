"""Feeds are open to programs of any origin (CORS), by GET and HEAD alone, errors as text."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.caching import headers

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def permanent_redirect(path: str) -> HttpResponse:
    """A lasting redirect, to be requested again after seconds: a slug may come back."""
    return headers.ending(HttpResponsePermanentRedirect(path))


def for_programs(view: Callable) -> Callable:
    """A view that a script of any site may read."""

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
        return headers.ending(_text(404, "Feed not found."))


def _text(status: int, sentence: str, **headers: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{sentence}\n", status=status, content_type=kind, headers=headers)
