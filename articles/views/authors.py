from django.http import HttpRequest
from django.utils import timezone

from articles import stamps
from articles.formats.authors import all_authors

from .public import Page, public


@public
def authors(request: HttpRequest) -> Page:
    at = timezone.now()
    stamp = stamps.stamp("site", "", at)
    return Page("articles/authors.html", lambda: all_authors(at), stamp, at, key="latest")
