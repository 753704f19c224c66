"""The house form of time: newsroom time, its offset, in every format."""

import datetime as dt
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from articles.text import dates

UTC = dt.UTC
MOMENT = dt.datetime(2025, 11, 28, 15, 2, 9, 123456, tzinfo=UTC)


@pytest.fixture(autouse=True)
def baku():
    with timezone.override("Asia/Baku"):
        yield


def test_time_carries_its_offset():
    assert dates.newsroom_time(MOMENT) == "28 November 2025 19:02 (UTC +04:00)"


def test_the_offset_is_the_moments_own():
    july = dt.datetime(2014, 7, 1, 12, 0, tzinfo=UTC)

    assert dates.newsroom_time(july) == "1 July 2014 17:00 (UTC +05:00)"


def test_other_newsrooms_have_other_offsets():
    with timezone.override("America/New_York"):
        assert dates.newsroom_time(MOMENT) == "28 November 2025 10:02 (UTC -05:00)"


def test_wire_formats_say_the_same_instant():
    assert dates.iso(MOMENT) == "2025-11-28T19:02:09+04:00"
    assert dates.rfc822(MOMENT) == "Fri, 28 Nov 2025 19:02:09 +0400"


def test_formats_are_english_in_every_language():
    with translation.override("ru"):
        assert dates.rfc822(MOMENT) == "Fri, 28 Nov 2025 19:02:09 +0400"
        assert dates.dateline_date(MOMENT) == "November 28"


@given(st.integers(-50 * 10**9, 200 * 10**9))
def test_every_moment_comes_back_from_every_format(seconds):
    moment = dt.datetime.fromtimestamp(seconds, UTC)

    assert dt.datetime.fromisoformat(dates.iso(moment)) == moment
    assert parsedate_to_datetime(dates.rfc822(moment)) == moment


def test_late_in_the_evening_of_greenwich_it_is_tomorrow_in_baku():
    moment = dt.datetime(2025, 12, 31, 20, 30, tzinfo=UTC)

    assert dates.newsroom_day(moment) == dt.date(2026, 1, 1)
    assert dates.newsroom_date(moment) == "1 January 2026"
    assert dates.newsroom_date(dt.date(2024, 2, 29)) == "29 February 2024"


def test_a_day_is_from_midnight_to_midnight_in_baku():
    assert dates.day_bounds(dt.date(2025, 11, 28)) == (
        dt.datetime(2025, 11, 27, 20, tzinfo=UTC),
        dt.datetime(2025, 11, 28, 20, tzinfo=UTC),
    )


def test_the_day_of_the_clock_change_has_23_hours():
    start, end = dates.day_bounds(dt.date(2015, 3, 29))

    assert end.astimezone(UTC) - start.astimezone(UTC) == dt.timedelta(hours=23)


def test_a_day_whose_midnight_is_skipped_begins_with_the_jump():
    with timezone.override("Asia/Beirut"):
        start, _ = dates.day_bounds(dt.date(2025, 3, 30))

    assert start.astimezone(UTC) == dt.datetime(2025, 3, 29, 22, tzinfo=UTC)
    assert start.hour == 1


def test_months_and_years_follow_one_another():
    assert dates.month_bounds(2025, 12)[1] == dates.month_bounds(2026, 1)[0]
    assert dates.month_bounds(2024, 2)[1] == dates.day_bounds(dt.date(2024, 2, 29))[1]
    assert dates.year_bounds(2025) == (
        dates.month_bounds(2025, 1)[0],
        dates.month_bounds(2025, 12)[1],
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda: dates.year_bounds(0),
        lambda: dates.year_bounds(1),
        lambda: dates.year_bounds(9999),
        lambda: dates.year_bounds(10**30),
        lambda: dates.month_bounds(9999, 12),
        lambda: dates.month_bounds(2025, 13),
        lambda: dates.day_bounds(dt.date.min),
        lambda: dates.day_bounds(dt.date.max),
        lambda: dates.iso(dt.datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_the_ends_of_the_calendar_are_refused_with_a_sentence(ask):
    with pytest.raises(ValueError, match=r"^This date is outside|^There is no month"):
        ask()


@pytest.mark.parametrize(
    "form",
    [
        dates.newsroom_time,
        dates.newsroom_date,
        dates.dateline_date,
        dates.iso,
        dates.rfc822,
    ],
)
def test_a_naive_moment_is_refused(form):
    with pytest.raises(ValueError, match="naive"):
        form(MOMENT.replace(tzinfo=None))


def test_a_typed_time_becomes_newsroom_time():
    typed = dt.datetime(2025, 11, 28, 19, 2)  # noqa: DTZ001

    assert dates.iso(dates.localise(typed)) == "2025-11-28T19:02:00+04:00"


@pytest.mark.parametrize(
    ("day", "comes"), [((2015, 3, 29), "never comes"), ((2015, 10, 25), "comes twice")]
)
def test_a_time_that_the_clocks_showed_twice_or_never_is_refused(day, comes):
    with pytest.raises(
        ValueError, match=f"^04:30 on .* {comes}, because the clocks change"
    ):
        dates.localise(dt.datetime(*day, 4, 30))  # noqa: DTZ001


def test_a_typed_time_with_an_offset_is_refused():
    with pytest.raises(ValueError, match="carries no offset"):
        dates.localise(MOMENT)
