"""The archive's entry and its calendar."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import build

pytestmark = pytest.mark.django_db


def published(day: int, hour: int = 9, month: int = 11, year: int = 2025):
    return build.live(at=datetime(year, month, day, hour, tzinfo=UTC))


def days(client, address: str) -> dict[int, str]:
    month = client.get(address).context["month"]
    return {day.number: day.address for week in month.weeks for day in week if day.address}


def asked(client, address: str) -> int:
    client.get(address)  # The process knows the site from now on.
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_a_calendar_links_the_newsroom_days_that_have_stories(client):
    published(3)
    published(14, hour=21)  # 01:00 of the 15th in Baku
    published(31, month=10)

    linked = days(client, "/archive/2025/11/")

    assert linked == {3: "/archive/2025/11/03/", 15: "/archive/2025/11/15/"}


def test_a_scheduled_story_marks_no_day(client):
    published(30)

    assert days(client, "/archive/2025/11/") == {}


def test_a_calendar_begins_on_monday_and_has_every_day_once(client):
    month = client.get("/archive/2025/11/").context["month"]

    numbers = [day.number for week in month.weeks for day in week]
    assert numbers[:6] == [None] * 5 + [1]  # a Saturday
    assert [n for n in numbers if n] == list(range(1, 31))
    # nothing is older, and December has not begun
    assert month.earlier == month.later == ""


def test_a_calendar_goes_over_the_turn_of_a_year(client):
    published(1, month=10, year=2024)

    december = client.get("/archive/2024/12/").context["month"]
    january = client.get("/archive/2025/01/").context["month"]

    assert december.later == "/archive/2025/01/" and january.earlier == "/archive/2024/12/"


def test_the_entry_lists_the_years_and_the_month_of_the_newest_story(client):
    published(3, year=2023)
    published(20, month=10)

    context = client.get("/archive/").context

    assert [name for name, _ in context["years"]] == ["2025", "2024", "2023"]
    assert context["month"].title == "October 2025"


def test_the_entry_of_an_empty_newsroom_says_so(client):
    page = client.get("/archive/").content.decode()

    assert "No story has been published yet." in page and "<table" not in page


def test_the_way_back_up_is_on_every_page_of_the_archive(client):
    published(3)

    page = client.get("/archive/2025/11/03/").content.decode()

    for address in ("/archive/", "/archive/2025/", "/archive/2025/11/"):
        assert f'<li><a href="{address}">' in page


def test_entry_and_calendar_ask_as_much_for_many_stories_as_for_one(client):
    published(3)
    one = [asked(client, address) for address in ("/archive/", "/archive/2025/11/")]
    for day in range(1, 28):
        published(day)

    assert [asked(client, address) for address in ("/archive/", "/archive/2025/11/")] == one
