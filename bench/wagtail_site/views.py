"""Lists across the tree, and the search of `wagtail start`."""

import calendar
import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from taggit.models import Tag

from .models import Author, StoryPage
from .paging import turned


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    stories = StoryPage.objects.for_card().filter(tagged_items__tag=found)
    context = {"kicker": "Tag", "title": found.name, "stories": turned(request, stories)}
    return render(request, "wagtail_site/list.html", context)


def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    stories = StoryPage.objects.for_card().filter(bylines__author=found)
    context = {"title": found.name, "author": found, "stories": turned(request, stories)}
    return render(request, "wagtail_site/list.html", context)


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    zone = timezone.get_current_timezone()
    start = dt.datetime(year, month, 1, tzinfo=zone)
    end = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    stories = StoryPage.objects.for_card().filter(published__gte=start, published__lt=end)
    days = StoryPage.objects.live().filter(published__gte=start, published__lt=end)
    context = {
        "title": f"{calendar.month_name[month]} {year}",
        "weeks": calendar.monthcalendar(year, month),
        "busy": {day.day for day in days.dates("published", "day")},
        "stories": turned(request, stories),
    }
    return render(request, "wagtail_site/list.html", context)


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")
    found = StoryPage.objects.live().select_related("section", "lead_image").search(words)
    context = {"title": "Search", "words": words, "stories": turned(request, found, 20)}
    return render(request, "wagtail_site/list.html", context)
