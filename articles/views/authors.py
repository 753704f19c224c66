from django.http import HttpRequest
from django.utils import timezone

from articles.caching import freshness
from articles.caching.public_page import CacheablePage, public
from articles.pages.authors import all_authors
from articles.pages.site import House


@public
def authors(request: HttpRequest) -> CacheablePage:
    at = timezone.now()
    stamp = freshness.stamp("site", "", at)
    house = House.known(stamp.house, at)
    return CacheablePage(
        "articles/authors.html", lambda: all_authors(at, house), stamp, at, key="latest"
    )
