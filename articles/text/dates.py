"""Time in the form of our pages, always in newsroom time and with its offset.

Offsets are computed from the moment itself: Baku had summer time until 2015, so a story of
July 2014 reads +05:00. Month names come from a table and are English unless a page asks for its
own language: nothing here looks at the active one, so that no wire format ever follows a reader.
"""

import datetime as dt
import re
from email.utils import format_datetime
from html import escape

from django.utils import dates, timezone, translation

MONTHS = (
    "January February March April May June July August September October November December"
).split()
# As they stand after the number of a day.
MONTHS_OF = {
    "en": MONTHS,
    "az": (
        "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"
    ).split(),
    "ru": (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    ).split(),
}


def newsroom_time(moment: dt.datetime, language: str = "en") -> str:
    """`28 November 2025 19:02 (UTC +04:00)`"""
    local = _local(moment)
    return f"{newsroom_date(local.date(), language)} {local:%H:%M} (UTC {local.isoformat()[-6:]})"


def newsroom_date(day: dt.date, language: str = "en") -> str:
    """`28 November 2025`; a datetime counts as the newsroom day it falls on."""
    if isinstance(day, dt.datetime):
        day = newsroom_day(day)
    return f"{day.day} {MONTHS_OF.get(language, MONTHS)[day.month - 1]} {day.year}"


def month_name(month: int, language: str = "en") -> str:
    """`November`, `Noyabr`, `Ноябрь`: a month that stands alone, as Django's catalogues have it"""
    with translation.override(language):
        return str(dates.MONTHS[month])


def month_title(year: int, month: int, language: str = "en") -> str:
    """`November 2025`"""
    return f"{month_name(month, language)} {year}"


def weekdays(language: str = "en") -> list[tuple[str, str]]:
    """Name and short name of each day of the week, Monday first."""
    with translation.override(language):
        return [(str(dates.WEEKDAYS[n]), str(dates.WEEKDAYS_ABBR[n])) for n in range(7)]


def dateline_date(moment: dt.datetime, language: str = "en") -> str:
    """`November 28`, the date in a dateline; `28 noyabr` and `28 ноября` in other languages"""
    day = newsroom_day(moment)
    month = MONTHS_OF.get(language, MONTHS)[day.month - 1]
    return f"{month} {day.day}" if month in MONTHS else f"{day.day} {month}"


def iso(moment: dt.datetime) -> str:
    """RFC 3339 with seconds and the newsroom offset: `2025-11-28T19:02:00+04:00`"""
    return _local(moment).isoformat(timespec="seconds")


def rfc822(moment: dt.datetime) -> str:
    """RFC 822 as RSS wants it, English in every locale: `Fri, 28 Nov 2025 19:02:00 +0400`"""
    return format_datetime(_local(moment))


def newsroom_day(moment: dt.datetime) -> dt.date:
    """The day it is in the newsroom at that moment."""
    return _local(moment).date()


def day_bounds(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The day's first moment and the next day's, aware, in newsroom time."""
    try:
        return _midnight(day), _midnight(day + dt.timedelta(days=1))
    except OverflowError:
        raise _outside() from None


def month_bounds(year: int, month: int) -> tuple[dt.datetime, dt.datetime]:
    """The month's first moment and the next month's."""
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}.")
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return _first_of(year, month), _first_of(*following)


def year_bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    """The year's first moment and the next year's."""
    return _first_of(year, 1), _first_of(year + 1, 1)


def localise(naive: dt.datetime) -> dt.datetime:
    """A local time that an editor typed, made aware.

    Refuses with a sentence what the newsroom's clocks showed twice or never.
    """
    if timezone.is_aware(naive):
        raise ValueError("A local time carries no offset.")
    first, second = (naive.replace(tzinfo=_zone(), fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    # A time that the clocks jump over is another when it comes back from UTC.
    back = first.astimezone(dt.UTC).astimezone(_zone())
    comes = "comes twice" if back.replace(tzinfo=None) == naive else "never comes"
    raise ValueError(
        f"{naive:%H:%M} on {newsroom_date(naive.date())} {comes}, because the clocks change. "
        "Choose a time an hour earlier or later."
    )


def has_passed(moment: dt.datetime) -> bool:
    """Whether a moment that somebody chose lies in the past; this very minute counts as now."""
    return moment < timezone.now() - dt.timedelta(minutes=1)


def _zone() -> dt.tzinfo:
    return timezone.get_current_timezone()


def _local(moment: dt.datetime) -> dt.datetime:
    """The moment in newsroom time, with an offset of whole minutes.

    Local mean time has seconds (Baku before 1924: +03:19:24), which no wire format can write.
    """
    if timezone.is_naive(moment):
        raise ValueError("A moment needs an offset; this one is naive.")
    try:
        local = moment.astimezone(_zone())
        offset = local.utcoffset()
        if not offset.seconds % 60:
            return local
        minutes = dt.timedelta(minutes=offset // dt.timedelta(minutes=1))
        return moment.astimezone(dt.timezone(minutes))
    except OverflowError:
        raise _outside() from None


def _midnight(day: dt.date) -> dt.datetime:
    """The day's first moment: where clocks jump over midnight, the moment of the jump."""
    local = dt.datetime(day.year, day.month, day.day, tzinfo=_zone())
    return local.astimezone(dt.UTC).astimezone(_zone())


def _first_of(year: int, month: int) -> dt.datetime:
    try:
        return _midnight(dt.date(year, month, 1))
    except (ValueError, OverflowError):
        raise _outside() from None


def _outside() -> ValueError:
    return ValueError("This date is outside the calendar.")


_OPENING = re.compile(r"(?:\s*<figure[^>]*></figure>)*\s*<p>")


def with_dateline(body: str, city: str, moment: dt.datetime, language: str = "en") -> str:
    """Return the body with "BAKU, Azerbaijan, November 28." at the start of its first paragraph.

    A body that begins with something else (a subhead, a quote) gets it as a line of its own; one
    without a city stays as it is. `moment` is the story's first publication; the date is written
    as the story's language writes it.
    """
    if not city:
        return body
    line = f"{escape(city, quote=False)}, {dateline_date(moment, language)}."
    opening = _OPENING.match(body)
    if opening is None:
        return f"<p>{line}</p>{body}"
    return f"{opening[0]}{line} {body[opening.end() :]}"
