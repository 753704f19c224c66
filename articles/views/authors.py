from django.http import HttpRequest
from django.utils import timezone

from articles import stamps
from articles.formats.authors import all_authors
from articles.formats.house import House

from .public import Page, public


@public
def authors(request: HttpRequest) -> Page:
    at = timezone.now()
    stamp = stamps.stamp("site", "", at)
    house = House.known(stamp.house, at)
    return Page("articles/authors.html", lambda: all_authors(at, house), stamp, at, key="latest")
