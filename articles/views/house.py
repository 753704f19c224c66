"""Pages of the house: corrections log and fixed pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.formats.house import House
from articles.formats.listing import corrections as corrections_of
from articles.models import Edition, FixedPage

from . import keyset
from .public import public


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """What we got wrong, newest first; stories that are not live now are left out."""
    at = timezone.now()
    rows = Edition.objects.corrections(at).defer("content")
    page = keyset.page(request, rows, moment="live_from", tie="id")
    return render(request, "articles/corrections.html", corrections_of(page, at))


@public
def fixed_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = FixedPage.objects.filter(slug=slug).first()
    page = page or FixedPage(slug=slug, title=FixedPage.Name(slug).label)
    context = {
        "house": House(),
        "page": page,
        "here": page.title,
        "path": request.path,
        "robots": "" if page.body else "noindex",
    }
    return render(request, "articles/page.html", context)
