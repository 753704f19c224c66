"""The 404, and where a page is whose address was written a little wrong: letters, slashes.

Asked only for what was not found, so that right addresses cost nothing.
"""

import re
from copy import copy

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.caching import headers
from articles.caching.public_page import CacheablePage, permanent_redirect
from articles.languages import in_site_language
from articles.models import Edition
from articles.pages.cards import cards

LATEST = 5


def elsewhere(request: HttpRequest) -> HttpResponseBase | None:
    """One hop to the page that was meant, also where it has moved; None where there is none, or
    where what is asked of it is malformed.

    The view is asked as if it had been given the right address, so that what is not public stays
    as unknown under a wrong one.
    """
    path = re.sub("/+", "/", f"{request.path_info}/").lower()
    if path == request.path_info or request.method not in ("GET", "HEAD"):
        return None
    try:
        match = resolve(path)
        find = getattr(match.func, "find", None)
        return _answer(request, path, find, match) if find else None
    except (Resolver404, Http404, SuspiciousOperation):
        return None


def _answer(request: HttpRequest, path: str, find, match) -> HttpResponseBase:
    meant = copy(request)
    meant.path = meant.path_info = path
    result = find(meant, *match.args, **match.kwargs)
    if isinstance(result, CacheablePage):
        result.context()  # it may know that nothing of this was ever public
    elif result.status_code != 200:
        return result
    return permanent_redirect(path, request.META.get("QUERY_STRING", ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """The one 404 of readers' pages; it never says what was asked for.

    An address that is written a little wrong leads to the page that was meant.
    """
    response = elsewhere(request)
    if response:
        return response
    at = timezone.now()
    newest = Edition.objects.live(at).for_card().newest_first()[:LATEST]
    context = {"robots": "noindex", "latest": cards(newest, at, pictures=False)}
    with in_site_language():
        return headers.cache_briefly(render(request, "errors/404.html", context, status=404))
