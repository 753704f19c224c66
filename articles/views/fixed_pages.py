"""Pages of the site: corrections log and fixed pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from articles.caching.freshness import Freshness
from articles.caching.public_page import CacheablePage, public
from articles.models import Edition, FixedPage
from articles.pages.lists import corrections_log
from articles.pages.site import SiteContext

from . import keyset


@public
def corrections(request: HttpRequest) -> CacheablePage:
    """What we got wrong, newest first; stories that are not live now are left out."""
    at = timezone.now()
    freshness = Freshness.of("site", "", at)

    def make_context() -> dict[str, Any]:
        rows = Edition.objects.corrections(at).defer("content")
        page = keyset.page(request, rows, moment="live_from", tie="id")
        return corrections_log(page, at, SiteContext.cached(freshness.site, at))

    return CacheablePage(
        "articles/lists/corrections.html",
        make_context,
        freshness,
        at,
        key="corrections",
        facts=keyset.page_params(request),
    )


@public
def fixed_page(request: HttpRequest, slug: str) -> CacheablePage:
    at = timezone.now()
    freshness = Freshness.of("settings", "", at)
    # Each has its address from the start, also before the chief has written it.
    empty = FixedPage(slug=slug, title=FixedPage.Name(slug).label)
    page = FixedPage.objects.filter(slug=slug).first() or empty
    context = {
        "site": SiteContext.cached(freshness.site, at),
        "page": page,
        "here": page.title,
        "path": request.path,
        "robots": "" if page.body else "noindex",
    }
    return CacheablePage(
        "articles/site/page.html", lambda: context, freshness, at, key=f"page:{slug}"
    )
