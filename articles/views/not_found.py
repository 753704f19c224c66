"""The 404, and where a page is whose address was written a little wrong: letters, slashes.

Looked for only when nothing was found, so that right addresses cost nothing.
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


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """The one 404 of readers' pages; it never says what was asked for.

    An address that is written a little wrong leads to the page that was meant.
    """
    response = redirect_to_intended(request)
    if response:
        return response
    at = timezone.now()
    newest = Edition.objects.live(at).for_card().newest_first()[:LATEST]
    context = {"robots": "noindex", "latest": cards(newest, at, pictures=False)}
    with in_site_language():
        response = render(request, "errors/404.html", context, status=404)
    return headers.cache_briefly(response)


def redirect_to_intended(request: HttpRequest) -> HttpResponseBase | None:
    """One hop to the page that was meant, also where it has moved; None where there is none, or
    where what is asked of it is malformed.

    The view is asked as if it had been given the right address, so that what is not public stays
    as unknown under a wrong one.
    """
    path = re.sub("/+", "/", f"{request.path_info}/").lower()
    if path == request.path_info or request.method not in ("GET", "HEAD"):
        return None
    intended = copy(request)
    intended.path = intended.path_info = path
    try:
        match = resolve(path)
        find = getattr(match.func, "find", None)
        if find is None:
            return None
        result = find(intended, *match.args, **match.kwargs)
        if isinstance(result, CacheablePage):
            result.context()  # it may know that nothing of this was ever public
        elif result.status_code != 200:
            return result
    except (Resolver404, Http404, SuspiciousOperation):
        return None
    return permanent_redirect(path, request.META.get("QUERY_STRING", ""))
