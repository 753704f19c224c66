"""Every token and component on one page, for those who work on the templates."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.caching.public_page import public
from articles.styleguide import samples
from articles.styleguide.colours import colours

SIZES = ["tiny", "small", "normal", "large", "title"]
SHEETS = [
    "cards",
    "front",
    "story",
    "lists",
    "search",
    "notices",
    "photo",
    "feeds",
    "styleguide",
]


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Only where the newsroom is worked on: readers have no such page."""
    if settings.PRODUCTION:
        raise Http404
    context = {
        "here": "Style guide",
        "path": request.path,
        "robots": "noindex",
        "interface": "en",
        "sheets": [f"articles/css/{name}.css" for name in SHEETS],
        "colours": colours(),
        "sizes": SIZES,
    }
    return render(request, "articles/site/styleguide.html", context | samples.context())
