"""A month as a calendar: its days, and which of them have stories."""

import datetime as dt
from calendar import Calendar, monthrange
from typing import NamedTuple

from django.utils.translation import get_language

from articles.models import Edition
from articles.models.edition import EditionQuerySet
from articles.public_urls import path_for
from articles.text import dates


class CalendarDay(NamedTuple):
    """A day of the grid; without a number it belongs to the month before or after."""

    number: int | None
    address: str = ""


class Month(NamedTuple):
    title: str
    address: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[CalendarDay]]
    earlier: str
    later: str


def month_calendar(year: int, number: int, at: dt.datetime) -> Month:
    """Return a month of the newsroom's calendar, its days with live stories linked: two queries."""
    start, end = dates.month_bounds(year, number)
    language = get_language()
    live = Edition.objects.live(at)
    # The way back ends with the oldest story, or robots would walk it for ever.
    has_older = live.filter(first_published__lt=start).exists()
    linked_days = _days_with_stories(year, number, live)
    weeks = [
        [_day(day, number, day in linked_days) for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    before = (year, number - 1) if number > 1 else (year - 1, 12)
    after = (year, number + 1) if number < 12 else (year + 1, 1)
    # The way on ends with the present month: those to come have no page.
    return Month(
        dates.month_title(year, number, language),
        path_for("archive_month", year, number),
        dates.weekdays(language),
        weeks,
        path_for("archive_month", *before) if has_older else "",
        path_for("archive_month", *after) if end <= at else "",
    )


def _days_with_stories(year: int, number: int, live: EditionQuerySet) -> set[dt.date]:
    last = monthrange(year, number)[1]
    bounds = [dates.day_bounds(dt.date(year, number, day)) for day in range(1, last + 1)]
    # One story of each day is enough, however many a day has.
    editions = live.filter(pk__in=live.one_of_each(bounds))
    moments = editions.values_list("first_published", flat=True)
    return {dates.newsroom_day(moment) for moment in moments}


def _day(day: dt.date, month: int, linked: bool) -> CalendarDay:
    if day.month != month:
        return CalendarDay(None)
    path = path_for("archive_day", day.year, day.month, day.day) if linked else ""
    return CalendarDay(day.day, path)
