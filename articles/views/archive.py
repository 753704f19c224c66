"""The archive by newsroom days."""

import datetime as dt
from collections.abc import Callable
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

Bounds = Callable[..., tuple[dt.datetime, dt.datetime]]


@public
def entry(request: HttpRequest) -> CacheablePage:
    """The years that have stories, and the month of the newest one."""
    at = timezone.now()
    freshness = Freshness.of("site", "", at)

    def make_context() -> dict[str, Any]:
        span = Edition.objects.live(at).span()
        years, calendar = [], None
        if span:
            oldest, newest = map(dates.newsroom_day, span)
            years = [
                _year_link(number) for number in range(newest.year, oldest.year - 1, -1)
            ]
            calendar = month_calendar(newest.year, newest.month, at)
        context = head(
            _("Archive"),
            request.path,
            [path for _name, path in years],
            description=_("Every story, by the day on which it was first published."),
            site=SiteContext.cached(freshness.site, at),
        )
        return context | {"years": years, "month": calendar}

    return CacheablePage(
        "articles/lists/archive_entry.html",
        make_context,
        freshness,
        at,
        key="latest",
        dated=True,
    )


@public
def year(request: HttpRequest, year: int) -> CacheablePage:
    today = dates.newsroom_day(timezone.now())
    begun = [month for month in range(1, 13) if (year, month) <= (today.year, today.month)]
    months = [_month_link(year, month) for month in begun]
    return _period(request, dates.year_bounds, (year,), str(year), months=months)


@public
def month(request: HttpRequest, year: int, month: int) -> CacheablePage:
    # Of a thirteenth month there is no name to ask for; `_period` answers it with a 404.
    title = dates.month_title(year, month, get_language()) if 1 <= month <= 12 else ""
    return _period(request, dates.month_bounds, (year, month), title, with_calendar=True)


@public
def day(request: HttpRequest, year: int, month: int, day: int) -> CacheablePage:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise Http404 from None
    title = dates.newsroom_date(date, get_language())
    return _period(request, dates.day_bounds, (date,), title)


def _period(
    request: HttpRequest,
    bounds: Bounds,
    args: tuple,
    title: str,
    *,
    months: list[tuple[str, str]] | None = None,
    with_calendar: bool = False,
) -> CacheablePage:
    at = timezone.now()
    start, end = _start_and_end(bounds, args, at)
    first_day = dates.newsroom_day(start)
    freshness = Freshness.of("site", "", at)

    def make_context() -> dict[str, Any]:
        live = Edition.objects.live(at).for_card()
        rows = live.filter(first_published__gte=start, first_published__lt=end)
        page = keyset.page(request, rows, moment="first_published", tie="id")
        context = listing(
            page,
            page.rows,
            at,
            title=title,
            path=request.path,
            crumbs=_crumbs(first_day, bounds),
            site=SiteContext.cached(freshness.site, at),
        )
        calendar = month_calendar(*args, at) if with_calendar else None
        return context | {"months": months, "month": calendar}

    return CacheablePage(
        "articles/lists/archive.html",
        make_context,
        freshness,
        at,
        key="latest",
        facts=keyset.page_params(request),
        dated=True,  # its links to other months grow by time alone
    )


def _start_and_end(
    bounds: Bounds, args: tuple, at: dt.datetime
) -> tuple[dt.datetime, dt.datetime]:
    try:
        start, end = bounds(*args)
    except ValueError:
        raise Http404 from None
    # Days to come have no end, and robots would walk them.
    if start > at or dates.newsroom_day(start).year < FIRST_YEAR:
        raise Http404
    return start, end


def _crumbs(day: dt.date, bounds: Bounds) -> list[tuple[str, str]]:
    """The way down to a day: the archive, its year and its month."""
    crumbs = [(_("Archive"), reverse("archive"))]
    if bounds is not dates.year_bounds:
        crumbs.append(_year_link(day.year))
    if bounds is dates.day_bounds:
        crumbs.append(_month_link(day.year, day.month))
    return crumbs


def _year_link(year: int) -> tuple[str, str]:
    return str(year), reverse("archive_year", args=[year])


def _month_link(year: int, month: int) -> tuple[str, str]:
    return dates.month_name(month, get_language()), reverse(
        "archive_month", args=[year, month]
    )
