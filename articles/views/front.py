from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import pages, stamps
from articles.formats.house import House

from .public import Page, moved, public

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
def front(request: HttpRequest) -> HttpResponse | Page:
    old = OLD_FEEDS.get(request.GET.get("feed", ""))
    if old:
        return moved(reverse("feed", args=[old]))
    at = timezone.now()
    stamp = stamps.stamp("top", "", at)
    house = House.known(stamp.house, at)
    return Page(
        "articles/front.html",
        lambda: pages.front(at, house),
        stamp,
        at,
        key="front",
        dated=True,
    )
