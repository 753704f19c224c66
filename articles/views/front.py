from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import pages

from .public import moved, public

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
def front(request: HttpRequest) -> HttpResponse:
    old = OLD_FEEDS.get(request.GET.get("feed", ""))
    if old:
        return moved(reverse("feed", args=[old]))
    return render(request, "articles/front.html", pages.front(timezone.now()))
