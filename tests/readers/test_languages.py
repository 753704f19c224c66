"""Pages speak the language of their story or section, and give the next reader English again."""

import pytest

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
TIME = {
    "en": "28 November 2025 19:02 (UTC +04:00)",
    "az": "28 noyabr 2025 19:02 (UTC +04:00)",
    "ru": "28 ноября 2025 19:02 (UTC +04:00)",
}


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Related stories"), ("az", "Oxşar xəbərlər"), ("ru", "Материалы по теме")],
)
def test_a_story_is_read_in_its_language_with_its_house_time(client, language, words):
    build.live(tags=["5G"], headline="Other")

    page = read(client, build.live(language=language, tags=["5G"]).get_absolute_url())

    assert f'<html lang="{language}">' in page
    assert f'<h2 id="related">{words}</h2>' in page
    assert f'<time datetime="2025-11-28T19:02:00+04:00">{TIME[language]}</time>' in page


def test_the_page_after_a_russian_one_is_english(client):
    russian = build.live(language="ru")

    read(client, russian.get_absolute_url())

    assert '<html lang="en">' in read(client, "/latest/")


def test_a_section_speaks_its_language_also_when_it_is_empty(client):
    build.section("Texnologiya", language="az")

    page = read(client, "/texnologiya/")

    assert '<html lang="az">' in page
    assert "Bu bölmədə hələ xəbər dərc olunmayıb." in page
    assert '<footer class="foot" lang="az">' in page


def test_a_held_story_says_so_in_its_language(client, clock):
    edition = build.live(language="ru")
    clock.shift(60)
    desk.hold(edition.article, by=build.person("Chief"))

    page = read(client, edition.get_absolute_url())

    assert "Этот материал приостановлен и проверяется с <time" in page


@pytest.mark.parametrize(
    ("language", "line"), [("az", "BAKI, 28 noyabr."), ("ru", "БАКУ, 28 ноября.")]
)
def test_a_dateline_is_written_as_the_language_does_on_page_and_feed(client, language, line):
    place = line.partition(",")[0]
    edition = build.live(language=language, dateline_place=place)

    assert f"<p>{line} The member states" in read(client, edition.get_absolute_url())
    assert f"{line} The member states" in read(client, "/feed.rss")


def test_feeds_keep_the_english_dates_of_their_format(client):
    build.live(language="ru")

    assert "<pubDate>Fri, 28 Nov 2025 19:02:00 +0400</pubDate>" in read(client, "/feed.rss")


def test_a_desk_copy_is_previewed_in_its_language(client):
    chief = build.person("Chief")
    story = build.article(chief, language="az")
    client.force_login(chief)

    page = read(client, f"/admin/articles/article/{story.pk}/preview/")

    assert '<html lang="az">' in page and "Mətnə keç" in page
