"""A month as a calendar: its days, and which of them have stories."""

import datetime as dt
from calendar import Calendar
from typing import NamedTuple

from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import get_language

from articles.models import Edition
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
    rows = live.filter(first_published__gte=start, first_published__lt=end)
    older = live.filter(first_published__lt=start).exists()
    there = set(rows.annotate(day=TruncDate("first_published")).values_list("day").distinct())
    weeks = [
        [_day(day, number, (day,) in there) for day in week]
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


def _day(day: dt.date, month: int, linked: bool) -> Day:
    if day.month != month:
        return Day(None)
    place = [day.year, day.month, day.day]
    return Day(day.day, reverse("archive_day", args=place) if linked else "")


def _address(year: int, number: int) -> str:
    return reverse("archive_month", args=[year, number])
