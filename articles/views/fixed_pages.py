"""Pages of the site: corrections log and fixed pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from articles.caching.freshness import Freshness
from articles.caching.public_page import CacheablePage, public
from articles.models import Edition, FixedPage
from articles.pages.lists import corrections as corrections_of
from articles.pages.site import SiteContext

from . import keyset


@public
def corrections(request: HttpRequest) -> CacheablePage:
    """What we got wrong, newest first; stories that are not live now are left out."""
    at = timezone.now()
    freshness = Freshness.of("site", "", at)

    def context() -> dict[str, Any]:
        rows = Edition.objects.corrections(at).defer("content")
        page = keyset.page(request, rows, moment="live_from", tie="id")
        return corrections_of(page, at, SiteContext.cached(freshness.site, at))

    facts = keyset.asked(request)
    return CacheablePage(
        "articles/lists/corrections.html", context, freshness, at, key="corrections", facts=facts
    )


@public
def fixed_page(request: HttpRequest, slug: str) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("settings", "", at)
    page = FixedPage.objects.filter(slug=slug).first()
    page = page or FixedPage(slug=slug, title=FixedPage.Name(slug).label)
    site = SiteContext.cached(freshness.site, at)
    context = {
        "site": site,
        "page": page,
        "here": page.title,
        "path": request.path,
        "robots": "" if page.body else "noindex",
    }
    return CacheablePage(
        "articles/site/page.html", lambda: context, freshness, at, key=f"page:{slug}"
    )
