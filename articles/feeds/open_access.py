"""Feeds are open to programs of any origin (CORS), by GET and HEAD alone, errors as text."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from articles.caching import headers
from articles.caching.address_repair import redirect_to_intended

METHODS = "GET, HEAD, OPTIONS"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def for_programs(view: Callable) -> Callable:
    """A view that a script of any site may read."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _respond(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return response

    wrapped.find = view  # for addresses that are written a little wrong (address_repair.py)
    return wrapped


def _respond(
    view: Callable, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS, **_PREFLIGHT})
    if request.method not in ("GET", "HEAD"):
        return _text(405, "A feed is read: GET or HEAD.", Allow=METHODS)
    try:
        return view(request, *args, **kwargs)
    except Http404:
        unknown = headers.cache_briefly(_text(404, "Feed not found."))
        return redirect_to_intended(request) or unknown


def _text(status: int, sentence: str, **headers: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{sentence}\n", status=status, content_type=kind, headers=headers)
