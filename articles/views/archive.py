"""The archive by newsroom days."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.caching.freshness import Freshness
from articles.caching.public_page import CacheablePage, public
from articles.models import Edition
from articles.pages.calendar import month_calendar
from articles.pages.lists import head, listing
from articles.pages.site import SiteContext
from articles.text import dates

from . import keyset

# No agency's archive reaches further; before it lie only machines that count years downwards.
FIRST_YEAR = 1900


@public
def entry(request: HttpRequest) -> CacheablePage:
    """The years that have stories, and the month of the newest one."""
    at = timezone.now()
    freshness = Freshness.of("site", "", at)

    def context() -> dict[str, Any]:
        span = Edition.objects.live(at).span()
        years, calendar = [], None
        if span:
            oldest, newest = map(dates.newsroom_day, span)
            years = [_year_link(number) for number in range(newest.year, oldest.year - 1, -1)]
            calendar = month_calendar(newest.year, newest.month, at)
        said = _("Every story, by the day on which it was first published.")
        addresses, site = [path for _name, path in years], SiteContext.cached(freshness.site, at)
        told = head(_("Archive"), request.path, addresses, description=said, site=site)
        return told | {"years": years, "month": calendar}

    return CacheablePage(
        "articles/lists/archive_entry.html", context, freshness, at, key="latest", dated=True
    )


@public
def year(request: HttpRequest, year: int) -> CacheablePage:
    return _period(request, dates.year_bounds, (year,), str(year), _year_ways(year))


@public
def month(request: HttpRequest, year: int, month: int) -> CacheablePage:
    title = dates.month_title(year, month, get_language()) if 1 <= month <= 12 else ""
    return _period(request, dates.month_bounds, (year, month), title, [], calendar=True)


@public
def day(request: HttpRequest, year: int, month: int, day: int) -> CacheablePage:
    try:
        asked = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    title = dates.newsroom_date(asked, get_language())
    return _period(request, dates.day_bounds, (asked,), title, [])


def _period(
    request: HttpRequest, bounds, args: tuple, title: str, ways: list, *, calendar: bool = False
) -> CacheablePage:
    at = timezone.now()
    try:
        start, end = bounds(*args)
    except ValueError:
        raise Http404 from None
    if start > at or dates.newsroom_day(start).year < FIRST_YEAR:
        raise Http404
    freshness = Freshness.of("site", "", at)

    def context() -> dict[str, Any]:
        rows = Edition.objects.live(at).for_card()
        rows = rows.filter(first_published__gte=start, first_published__lt=end)
        page = keyset.page(request, rows, moment="first_published", tie="id")
        above = _crumbs(dates.newsroom_day(start), bounds)
        told = listing(
            page,
            page.rows,
            at,
            title=title,
            path=request.path,
            crumbs=above,
            site=SiteContext.cached(freshness.site, at),
        )
        return told | {"ways": ways, "month": month_calendar(*args, at) if calendar else None}

    facts = keyset.asked(request)
    # Its ways to other months grow by time alone.
    return CacheablePage(
        "articles/lists/archive.html", context, freshness, at, key="latest", facts=facts, dated=True
    )


def _crumbs(start: dt.date, bounds) -> list[tuple[str, str]]:
    """The way down to a day: the archive, its year and its month."""
    archive, year = (_("Archive"), reverse("archive")), _year_link(start.year)
    month = _month_link(start.year, start.month)
    above = {dates.year_bounds: [], dates.month_bounds: [year]}.get(bounds, [year, month])
    return [archive, *above]


def _year_ways(year: int) -> list[tuple[str, str]]:
    """The months of a year that have begun."""
    today = dates.newsroom_day(timezone.now())
    begun = [month for month in range(1, 13) if (year, month) <= (today.year, today.month)]
    return [_month_link(year, month) for month in begun]


def _year_link(year: int) -> tuple[str, str]:
    return str(year), reverse("archive_year", args=[year])


def _month_link(year: int, month: int) -> tuple[str, str]:
    return dates.month_name(month, get_language()), reverse("archive_month", args=[year, month])
