"""A month as a calendar: its days, and which of them have stories."""

import datetime as dt
from calendar import Calendar, monthrange
from typing import NamedTuple

from django.utils.translation import get_language

from articles.models import Edition
from articles.models.edition import EditionQuerySet
from articles.public_urls import path_for
from articles.text import dates


class Day(NamedTuple):
    """A day of the grid; without a number it belongs to the month before or after."""

    number: int | None
    address: str = ""


class Month(NamedTuple):
    title: str
    address: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[Day]]
    earlier: str
    later: str


def month(year: int, number: int, at: dt.datetime) -> Month:
    """Return a month of the newsroom's calendar, its days with live stories linked.

    Two queries. The way back ends with the oldest story, or robots would walk it for ever.
    """
    start, end = dates.month_bounds(year, number)
    language = get_language()
    live = Edition.objects.live(at)
    older = live.filter(first_published__lt=start).exists()
    there = _days_with_stories(year, number, live)
    weeks = [
        [_day(day, number, day in there) for day in week]
        for week in Calendar().monthdatescalendar(year, number)
    ]
    return Month(
        dates.month_title(year, number, language),
        _address(year, number),
        dates.weekdays(language),
        weeks,
        _address(*((year, number - 1) if number > 1 else (year - 1, 12))) if older else "",
        _address(*((year, number + 1) if number < 12 else (year + 1, 1))) if end <= at else "",
    )


def _days_with_stories(year: int, number: int, live: EditionQuerySet) -> set[dt.date]:
    """One story of each day is looked for, however many a day has."""
    days = (dt.date(year, number, day + 1) for day in range(monthrange(year, number)[1]))
    found = live.filter(pk__in=live.one_of_each([dates.day_bounds(day) for day in days]))
    return set(map(dates.newsroom_day, found.values_list("first_published", flat=True)))


def _day(day: dt.date, month: int, linked: bool) -> Day:
    if day.month != month:
        return Day(None)
    place = path_for("archive_day", day.year, day.month, day.day) if linked else ""
    return Day(day.day, place)


def _address(year: int, number: int) -> str:
    return path_for("archive_month", year, number)
