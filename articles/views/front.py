from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.caching.freshness import Freshness
from articles.caching.public_page import CacheablePage, permanent_redirect, public
from articles.pages.front import front_page
from articles.pages.site import SiteContext

# What WordPress called its feeds; readers' programs have kept such addresses for years.
OLD_FEEDS = {
    "feed": "rss",
    "rss": "rss",
    "rss2": "rss",
    "rdf": "rss",
    "atom": "atom",
    "json": "json",
}


@public
def front(request: HttpRequest) -> HttpResponse | CacheablePage:
    old = OLD_FEEDS.get(request.GET.get("feed", ""))
    if old:
        return permanent_redirect(reverse("feed", args=[old]))
    at = timezone.now()
    freshness = Freshness.of("top", "", at)
    site = SiteContext.cached(freshness.site, at)
    return CacheablePage(
        "articles/lists/front.html",
        lambda: front_page(at, site),
        freshness,
        at,
        key="front",
        dated=True,
    )
