"""A story names its translations to readers, search engines and other sites: live ones alone."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def english(chief):
    return build.live(chief, headline="Roadmap", at=build.an_hour_ago())


@pytest.fixture
def russian(chief, english):
    """The live translation of the English story."""
    return published(desk.translate(english.article, language="ru", by=chief), chief)


def published(story, chief, headline="Дорожная карта"):
    revision = build.edited(story, chief, headline=headline)
    return desk.publish(story, revision=revision, by=chief)


def read(client, edition):
    return html.fromstring(client.get(edition.get_absolute_url()).content.decode())


def alternates(page) -> dict[str, str]:
    links = page.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def line(page) -> list[tuple[str, str, str, str]]:
    links = page.xpath("//article//p[@class='translations']/a")
    return [(a.text, a.get("hreflang"), a.get("lang"), a.get("href")) for a in links]


def test_each_names_all_and_itself(client, english, russian):
    addresses = {
        "en": SITE + english.get_absolute_url(),
        "ru": SITE + russian.get_absolute_url(),
        "x-default": SITE + english.get_absolute_url(),
    }

    assert (
        alternates(read(client, english)) == alternates(read(client, russian)) == addresses
    )


def test_readers_are_led_to_the_others_by_their_own_names(client, english, russian):
    assert line(read(client, english)) == [
        ("Русский", "ru", "ru", russian.get_absolute_url())
    ]
    assert line(read(client, russian)) == [
        ("English", "en", "en", english.get_absolute_url())
    ]
    said = read(client, russian).xpath("string(//p[@class='translations'])")
    assert " ".join(said.split()) == "Также на языках: English"


def test_without_english_nothing_stands_for_all_other_languages(client, chief):
    first = build.live(chief, language="az")
    published(desk.translate(first.article, language="ru", by=chief), chief)

    assert list(alternates(read(client, first))) == ["az", "ru"]


def test_the_original_is_told_in_linked_data_and_the_locales_in_open_graph(
    client, english, russian
):
    def told(edition):
        page = read(client, edition)
        data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
        works = {
            name: data[name]
            for name in ("workTranslation", "translationOfWork")
            if name in data
        }
        locales = page.xpath("//meta[starts-with(@property, 'og:locale')]/@content")
        return works, locales

    def work(edition, language):
        address = SITE + edition.get_absolute_url()
        return {"@type": "NewsArticle", "@id": address, "inLanguage": language}

    assert told(english) == ({"workTranslation": [work(russian, "ru")]}, ["en_GB", "ru_RU"])
    assert told(russian) == ({"translationOfWork": work(english, "en")}, ["ru_RU", "en_GB"])


def test_where_nobody_knows_the_original_linked_data_says_nothing(client, chief, english):
    other = build.live(chief, language="ru")
    desk.link_translation(english.article, other=other.article, by=chief)

    page = client.get(english.get_absolute_url()).content.decode()

    assert 'hreflang="ru"' in page
    assert "workTranslation" not in page and "translationOfWork" not in page


def draft(story, chief):
    pass


def scheduled(story, chief):
    revision = build.edited(story, chief, headline="Дорожная карта")
    desk.publish(story, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1))


def cancelled(story, chief):
    scheduled(story, chief)
    desk.cancel(story, by=chief)


def held(story, chief):
    desk.hold(story, by=chief)


def withdrawn(story, chief):
    desk.withdraw(story, by=chief, outcome="gone")


@pytest.mark.parametrize("state", [draft, scheduled, cancelled], ids=lambda s: s.__name__)
def test_of_what_was_never_live_not_even_a_query_tells(client, chief, english, state):
    client.get(english.get_absolute_url())  # What a process asks once is asked.

    def answer():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(english.get_absolute_url())
        return response.content, response["ETag"], len(asked)

    before = answer()

    state(desk.translate(english.article, language="ru", by=chief), chief)

    assert answer() == before


@pytest.mark.parametrize("state", [held, withdrawn], ids=lambda s: s.__name__)
def test_what_is_taken_back_is_named_no_more(client, chief, clock, english, state):
    before = client.get(english.get_absolute_url()).content
    story = published(
        desk.translate(english.article, language="ru", by=chief), chief
    ).article
    assert "ru" in alternates(read(client, english))
    clock.shift(60)

    state(story, chief)

    assert client.get(english.get_absolute_url()).content == before


def test_a_scheduled_translation_is_named_from_its_minute_on(client, chief, clock, english):
    scheduled(desk.translate(english.article, language="ru", by=chief), chief)
    clock.shift(3600)

    assert "ru" in alternates(read(client, english))


def test_a_held_story_names_no_translation(client, chief, clock, english, russian):
    clock.shift(60)
    desk.hold(english.article, by=chief)

    page = read(client, english)

    assert (alternates(page), line(page)) == ({}, [])


def test_a_story_published_in_another_language_than_it_is_named_for_is_not_named(
    client, chief
):
    english, other = build.live(chief), build.live(chief, headline="Also English")
    story = other.article
    desk.save(story, by=chief, version=story.version, changes={"language": "ru"})
    desk.link_translation(english.article, other=story, by=chief)

    assert alternates(read(client, english)) == alternates(read(client, other)) == {}


def test_a_preview_names_nobody(client, chief, english, russian):
    client.force_login(chief)

    preview = client.get(f"/admin/articles/article/{english.article_id}/preview/")
    page = html.fromstring(preview.content.decode())

    assert (alternates(page), line(page)) == ({}, [])


def test_one_more_language_takes_no_query_more(client, chief, english, russian):
    client.get(english.get_absolute_url())  # What a process asks once is asked.

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(english.get_absolute_url())
        return len(queries)

    before = asked()
    published(
        desk.translate(english.article, language="az", by=chief), chief, "Yol xəritəsi"
    )

    assert asked() == before <= 13


def test_the_language_of_the_site_stands_for_all_others(client, settings, english, russian):
    settings.SITE_LANGUAGE = "ru"

    assert (
        alternates(read(client, english))["x-default"] == SITE + russian.get_absolute_url()
    )


def test_whoever_has_the_page_is_told_when_a_translation_is_named_or_taken_out(
    client, chief, clock, english
):
    other = build.live(chief, language="ru")
    tags = [client.get(english.get_absolute_url())["ETag"]]
    for act in (
        lambda: desk.link_translation(english.article, other=other.article, by=chief),
        lambda: desk.unlink_translation(other.article, by=chief),
    ):
        clock.shift(60)
        act()
        tags.append(client.get(english.get_absolute_url())["ETag"])

    assert len(set(tags)) == 3
