"""What news search engines are told within minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.crawlers import locations
from tests import build
from tests.subscribers.reading import body, tree

from .test_sitemaps import validate

pytestmark = pytest.mark.django_db
PATH = "/news-sitemap.xml"


def titles(client) -> list[str]:
    return tree(client, PATH)("//news:title/text()")


def test_a_story_stands_with_its_publication_moment_and_title(client):
    photo = build.photo()
    edition = build.live(lead_photo=photo, headline="İTU & <Bakı>")
    read = tree(client, PATH)
    assert read("//map:loc/text()") == [
        f"http://localhost:8000{edition.get_absolute_url()}"
    ]
    assert read("//news:publication/*/text()") == ["Newsroom", "en"]
    assert read("//news:publication_date/text()") == ["2025-11-28T19:02:00+04:00"]
    assert read("//news:title/text()") == [edition.title]
    assert len(read("//image:loc")) == 1
    validate(client, PATH)


def test_an_empty_one_names_the_front_and_is_valid(client):
    assert tree(client, PATH)("//map:loc/text()") == ["http://localhost:8000/"]
    assert titles(client) == []
    validate(client, PATH)


def test_a_story_leaves_after_two_days_to_the_minute(client, clock):
    build.live()
    clock.shift(48 * 3600 - 20)
    response = client.get(PATH)
    assert (len(titles(client)), response["Cache-Control"]) == (1, "public, max-age=20")
    clock.shift(20)
    assert titles(client) == []


def test_a_scheduled_story_is_there_in_its_minute_and_not_before(client, clock):
    build.live(at=timezone.now() + timedelta(seconds=30))
    response = client.get(PATH)
    assert (titles(client), response["Cache-Control"]) == ([], "public, max-age=30")
    clock.shift(30)
    assert len(titles(client)) == 1


@pytest.mark.parametrize("act", [desk.hold, desk.withdraw])
def test_a_story_that_is_held_or_withdrawn_leaves_at_once(client, clock, act):
    chief = build.person("Chief")
    stays, story = build.live(chief, headline="Stays"), build.live(chief).article
    tag = client.get(PATH)["ETag"]
    clock.shift(60)
    act(
        story,
        by=chief,
        **({"outcome": "gone", "reason": "Wrong"} if act == desk.withdraw else {}),
    )
    assert titles(client) == [stays.title]
    assert client.get(PATH, headers={"if-none-match": tag}).status_code == 200


def test_a_correction_keeps_its_publication_and_moves_its_change(client, clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    clock.shift(600)
    revision = build.edited(story, chief, headline="Corrected")
    desk.correct(story, revision=revision, by=chief, what="A date.")
    read = tree(client, PATH)
    stamps = read("//map:lastmod/text()") + read("//news:publication_date/text()")
    assert stamps == ["2025-11-28T19:12:00+04:00", "2025-11-28T19:02:00+04:00"]


def test_a_refile_of_a_title_is_told_at_once(client, clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    clock.shift(60)
    desk.refile(story, revision=build.edited(story, chief, headline="Another"), by=chief)
    assert titles(client) == ["Another"]


def test_there_are_a_thousand_at_most(client, monkeypatch):
    monkeypatch.setattr(locations, "NEWS", 2)
    chief, now = build.person("Chief"), timezone.now()
    for minutes in range(4):
        build.live(chief, headline=f"Story {minutes}", at=now - timedelta(minutes=minutes))
    assert titles(client) == ["Story 0", "Story 1"]


@pytest.mark.parametrize("stories", [1, 30])
def test_it_takes_seven_queries_however_long(client, django_assert_num_queries, stories):
    chief, photo = build.person("Chief"), build.photo()
    for number in range(stories):
        build.live(chief, lead_photo=photo, section=build.section(f"Section {number}"))
    with django_assert_num_queries(7):
        body(client.get(PATH))
