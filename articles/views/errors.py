from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from articles.caching import headers
from articles.languages import in_site_language
from articles.models import Edition
from articles.pages.cards import cards

from .not_found import elsewhere

LATEST = 5


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """The one 404 of readers' pages; it never says what was asked for.

    An address that is written a little wrong leads to the page that was meant.
    """
    if found := elsewhere(request):
        return found
    at = timezone.now()
    newest = Edition.objects.live(at).for_card().newest_first()[:LATEST]
    context = {"robots": "noindex", "latest": cards(newest, at, pictures=False)}
    with in_site_language():
        return headers.ending(render(request, "404.html", context, status=404))
