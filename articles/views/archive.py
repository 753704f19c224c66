"""The archive by newsroom days."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import pages
from articles.formats.house import House
from articles.formats.month import month as month_of
from articles.models import Edition
from articles.text import dates

from . import keyset
from .public import public

# No agency's archive reaches further; before it lie only machines that count years downwards.
FIRST_YEAR = 1900


@public
def entry(request: HttpRequest) -> HttpResponse:
    """The years that have stories, and the month of the newest one."""
    at = timezone.now()
    span = Edition.objects.live(at).span()
    context = {"house": House(), "path": request.path}
    if span:
        oldest, newest = map(dates.newsroom_day, span)
        years = range(newest.year, oldest.year - 1, -1)
        context["years"] = [(str(y), reverse("archive_year", args=[y])) for y in years]
        context["month"] = month_of(newest.year, newest.month, at)
    return render(request, "articles/archive_entry.html", context)


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _period(request, dates.year_bounds, (year,), str(year), _year_ways(year))


@public
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    title = f"{dates.MONTHS[month - 1]} {year}" if 1 <= month <= 12 else ""
    return _period(request, dates.month_bounds, (year, month), title, [], calendar=True)


@public
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    try:
        asked = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    return _period(request, dates.day_bounds, (asked,), dates.house_date(asked), [])


def _period(
    request: HttpRequest, bounds, args: tuple, title: str, ways: list, *, calendar: bool = False
) -> HttpResponse:
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
    if calendar:
        context["month"] = month_of(*args, at)
    return render(request, "articles/archive.html", context)


def _crumbs(start: dt.date, bounds) -> list[tuple[str, str]]:
    """The way down to a day: the archive, its year and its month."""
    archive = (_("Archive"), reverse("archive"))
    year = (str(start.year), reverse("archive_year", args=[start.year]))
    month = (
        dates.MONTHS[start.month - 1],
        reverse("archive_month", args=[start.year, start.month]),
    )
    above = {dates.year_bounds: [], dates.month_bounds: [year]}.get(bounds, [year, month])
    return [archive, *above]


def _year_ways(year: int) -> list[tuple[str, str]]:
    """The months of a year that have begun."""
    today = dates.newsroom_day(timezone.now())
    return [
        (name, reverse("archive_month", args=[year, number]))
        for number, name in enumerate(dates.MONTHS, 1)
        if (year, number) <= (today.year, today.month)
    ]
