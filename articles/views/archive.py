"""The archive by newsroom days."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import pages
from articles.models import Edition
from articles.text import dates

from . import keyset
from .public import public

# No agency's archive reaches further; before it lie only machines that count years downwards.
FIRST_YEAR = 1900


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _period(request, dates.year_bounds, (year,), str(year), _year_ways(year))


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    title = f"{dates.MONTHS[month - 1]} {year}" if 1 <= month <= 12 else ""
    return _period(request, dates.month_bounds, (year, month), title, [])


@public
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    try:
        asked = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    return _period(request, dates.day_bounds, (asked,), dates.house_date(asked), [])


def _period(request: HttpRequest, bounds, args: tuple, title: str, ways: list) -> HttpResponse:
    at = timezone.now()
    try:
        start, end = bounds(*args)
    except ValueError:
        raise Http404 from None
    if start > at or dates.newsroom_day(start).year < FIRST_YEAR:
        raise Http404
    rows = Edition.objects.live(at).for_card()
    rows = rows.filter(first_published__gte=start, first_published__lt=end)
    page = keyset.page(request, rows, moment="first_published", tie="id")
    context = pages.listing(page, page.rows, at, title=title, path=request.path)
    if not page.rows:
        context["robots"] = "noindex"
    context |= {"crumbs": _crumbs(dates.newsroom_day(start), bounds), "ways": ways}
    return render(request, "articles/archive.html", context)


def _crumbs(start: dt.date, bounds) -> list[tuple[str, str]]:
    """The way down to a day: its year and its month."""
    year = (str(start.year), reverse("archive_year", args=[start.year]))
    month = (
        dates.MONTHS[start.month - 1],
        reverse("archive_month", args=[start.year, start.month]),
    )
    return {dates.year_bounds: [], dates.month_bounds: [year]}.get(bounds, [year, month])


def _year_ways(year: int) -> list[tuple[str, str]]:
    """The months of a year that have begun."""
    today = dates.newsroom_day(timezone.now())
    return [
        (name, reverse("archive_month", args=[year, number]))
        for number, name in enumerate(dates.MONTHS, 1)
        if (year, number) <= (today.year, today.month)
    ]
