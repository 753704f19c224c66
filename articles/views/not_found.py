from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from articles.caching import headers
from articles.caching.address_repair import redirect_to_intended
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
