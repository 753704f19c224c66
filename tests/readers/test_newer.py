"""An open page asks how many stories are newer than it shows; only live ones of its own are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
ASKING = ["/", "/latest/", "/ict-materials/", "/language/en/"]


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def shown(clock, chief):
    """The story that open pages show as their newest; a minute passes."""
    edition = build.live(chief)
    clock.shift(60)
    return edition


def question(client, address):
    found = html.document_fromstring(client.get(address).content).xpath(
        "//@data-new-stories"
    )
    return found[0] if found else None


def said(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ASKING)
def test_the_bar_says_how_many_are_newer(client, clock, chief, shown, address):
    asked = question(client, address)
    answers = [said(client, asked)]
    for _ in range(3):
        build.live(chief)
        clock.shift(1)
        answers.append(said(client, asked))

    assert answers == ["", "1 new story", "2 new stories", "3 new stories"]
    assert said(client, question(client, address)) == ""


def test_a_page_of_nothing_learns_of_the_first_story(client, chief):
    asked = question(client, "/latest/")
    build.live(chief)

    assert (asked, said(client, asked)) == ("/latest/new/", "1 new story")


def test_a_section_and_a_language_count_their_own(client, chief, shown):
    section, language = (
        question(client, "/ict-materials/"),
        question(client, "/language/en/"),
    )
    site = question(client, "/latest/")
    build.live(chief, section=build.section("Telecom"), language="az")

    assert [said(client, asked) for asked in (section, language, site)] == [
        "",
        "",
        "1 new story",
    ]


def test_a_scheduled_story_counts_from_its_minute_on(client, clock, chief, shown):
    asked = question(client, "/latest/")
    build.live(chief, at=timezone.now() + timedelta(minutes=5))
    before = client.get(asked)
    clock.shift(300)
    then = client.get(asked, headers={"If-None-Match": before["ETag"]})

    assert (before.content, then.content) == (b"", b"1 new story")


def test_held_and_withdrawn_stories_do_not_count(client, clock, chief, shown):
    asked = question(client, "/latest/")
    held, withdrawn = build.live(chief), build.live(chief)
    clock.shift(60)
    desk.hold(held.article, by=chief)
    desk.withdraw(withdrawn.article, by=chief, outcome="gone")

    assert said(client, asked) == ""


def test_a_correction_of_a_story_that_is_shown_makes_it_no_newer(client, chief, shown):
    asked = question(client, "/latest/")
    revision = build.edited(shown.article, chief, body="<p>Right.</p>")
    desk.correct(shown.article, revision=revision, by=chief, what="It was wrong.")

    assert said(client, asked) == ""


def test_beyond_a_page_of_them_nobody_counts(client, clock, chief, shown, monkeypatch):
    monkeypatch.setattr("articles.views.new_stories.MOST", 2)
    asked = question(client, "/latest/")
    for _ in range(3):
        build.live(chief)

    assert said(client, asked) == "2+ new stories"


def test_it_is_said_in_the_language_of_the_page(client, clock, chief):
    for name, language in (("Telekom", "az"), ("Связь", "ru")):
        place = build.section(name, slug=language, language=language)
        for _ in range(5):
            build.live(chief, section=place, language=language)

    assert said(client, "/az/new/") == "5 yeni xəbər"
    assert said(client, "/ru/new/") == "5 новых материалов"
    assert said(client, "/language/ru/new/") == "5 новых материалов"


def test_one_query_where_nothing_changed_and_three_at_most(client, chief, shown):
    asked = question(client, "/ict-materials/")
    with CaptureQueriesContext(connection) as whole:
        had = client.get(asked)
    with CaptureQueriesContext(connection) as again:
        known = client.get(asked, headers={"If-None-Match": had["ETag"]})

    assert (had.status_code, known.status_code) == (200, 304)
    assert (len(whole), len(again)) == (3, 1)
    assert had["Content-Type"] == "text/plain; charset=utf-8"


def test_further_pages_of_a_list_do_not_ask(client, clock, chief):
    for _ in range(31):
        build.live(chief)
        clock.shift(1)
    older = html.document_fromstring(client.get("/latest/").content).xpath(
        "//a[@rel='next']/@href"
    )

    assert question(client, "/latest/" + older[0].partition("/latest/")[2]) is None


@pytest.mark.parametrize(
    "address",
    ["/latest/new/?since=now", "/latest/new/?since=2025-02-30T00:00:00.0Z", "/language/xx/new/",
     "/nowhere/new/", "/latest/new/?since=%00"],
)  # fmt: skip
def test_nonsense_is_not_found(client, address):
    assert client.get(address).status_code == 404
