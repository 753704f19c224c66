"""Pages speak the language of their story or section, and give the next reader English again."""

import pytest
from lxml import html

from articles import desk
from articles.models import Section
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
def test_a_dateline_is_written_as_the_language_does_on_page_and_feed(
    client, language, line
):
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

    assert '<html lang="az">' in page and "Məzmuna keç" in page


def languages(client, address: str = "/latest/") -> list[tuple[str, str, str, str]]:
    page = html.fromstring(client.get(address).content.decode())
    links = page.xpath("//ul[@class='languages']//a")
    return [(a.text, a.get("href"), a.get("lang"), a.get("hreflang")) for a in links]


def test_a_language_has_a_page_of_its_stories_in_its_own_words(client):
    build.live(language="ru", headline="Операторы")
    build.live(headline="Operators")

    page = read(client, "/language/ru/")

    assert '<html lang="ru">' in page and "<h1>Последние новости</h1>" in page
    assert "Операторы" in page and "Operators" not in page
    assert 'href="/language/ru/feed.atom"' in page and 'href="/feeds/?q=%D0%A0' in page


def test_the_feed_of_a_language_is_found_by_its_own_name(client):
    build.live(language="ru")

    found = client.get("/feeds/", {"q": "Русский"}).context["groups"]

    names = [entry.name for _, lines in found for entry, _ in lines]
    assert names == ["Русский"]


@pytest.mark.parametrize("code", ["de", "en-gb", "x"])
def test_a_language_that_is_not_ours_is_not_found(client, code):
    assert client.get(f"/language/{code}/").status_code == 404


def test_the_masthead_offers_the_languages_of_active_sections_where_there_are_several(
    client,
):
    build.section("World")
    build.section("Технологии", language="ru", active=False)
    assert languages(client) == []

    desk.save_site_object(Section(name="Texnologiya", language="az"), by=build.admin())

    assert languages(client) == [
        ("English", "/language/en/", "en", "en"),
        ("Azərbaycanca", "/language/az/", "az", "az"),
    ]


def test_the_sitemap_names_the_pages_of_languages_with_stories(client):
    build.live(section=build.section("Texnologiya", language="az"), language="az")
    build.section("World")

    sitemap = client.get("/sitemap-pages.xml").getvalue().decode()

    assert "/language/az/</loc>" in sitemap and "/language/en/</loc>" not in sitemap


def test_the_masthead_says_in_which_language_a_section_is(client):
    build.section("Texnologiya", language="az")
    build.section("World")

    page = read(client, "/latest/")

    assert '<a href="/texnologiya/" lang="az">Texnologiya</a>' in page
    assert '<a href="/world/">World</a>' in page


@pytest.mark.parametrize(
    ("language", "month", "day", "weekday"),
    [
        ("en", "November 2025", "28 November 2025", "Mon"),
        ("az", "Noyabr 2025", "28 noyabr 2025", "B.e"),
        ("ru", "Ноябрь 2025", "28 ноября 2025", "Пн"),
    ],
)
def test_pages_of_no_one_section_speak_the_sites_language(
    client, settings, language, month, day, weekday
):
    settings.SITE_LANGUAGE = language
    build.live(tags=["ITU"])

    calendar, archive = (
        read(client, "/archive/2025/11/"),
        read(client, "/archive/2025/11/28/"),
    )

    assert f"<h1>{month}</h1>" in calendar and f">{weekday}</th>" in calendar
    assert f"<h1>{day}</h1>" in archive
    for address in (
        "/",
        "/latest/",
        "/tag/itu/",
        "/search/",
        "/feeds/",
        "/authors/",
        "/about/",
    ):
        assert f'<html lang="{language}">' in read(client, address)
    assert f'<html lang="{language}">' in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize(
    "address", ["/latest/", "/tag/itu/", "/search/?q=Операторы", "/nowhere/"]
)
def test_a_story_in_another_language_than_its_page_says_so(client, address):
    build.live(language="ru", headline="Операторы", tags=["ITU"])

    page = html.fromstring(client.get(address).content.decode())

    (link,) = page.xpath(
        "//main//a[contains(@href, 'materials/')][contains(., 'Операторы')]"
    )
    assert link.xpath("ancestor-or-self::*[@lang][1]/@lang") == ["ru"]
