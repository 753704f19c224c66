"""Sitemaps name the translations of each story; feeds keep one item a story and one address."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles import desk
from tests import build
from tests.crawlers.test_sitemaps import validate

from .reading import body, items, tree

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
XHTML = "{http://www.w3.org/1999/xhtml}link"
OCTOBER, NOVEMBER = "/sitemap-2025-10.xml", "/sitemap-2025-11.xml"


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def october(chief):
    """An English story of the month before."""
    return build.live(chief, at=datetime.fromisoformat("2025-10-31T12:00:00+04:00"))


def translated(edition, chief, *, language="ru", at=None):
    story = desk.translate(edition.article, language=language, by=chief)
    return desk.publish(story, revision=build.approve(story, chief), by=chief, at=at)


def named(client, path) -> dict[str, dict[str, str]]:
    found = etree.fromstring(body(client.get(path)))
    return {
        url[0].text: {link.get("hreflang"): link.get("href") for link in url.findall(XHTML)}
        for url in found
    }


def index(client) -> dict[str, str]:
    read = tree(client, "/sitemap.xml")
    months = read("//map:sitemap[map:lastmod]")
    return {entry[0].text.removeprefix(SITE): entry[1].text for entry in months}


def test_each_story_of_a_month_names_all_and_itself(client, chief, october):
    russian = translated(october, chief)
    alone = build.live(chief, headline="Alone")
    addresses = {
        "en": SITE + october.get_absolute_url(),
        "ru": SITE + russian.get_absolute_url(),
        "x-default": SITE + october.get_absolute_url(),
    }

    assert named(client, OCTOBER) == {addresses["en"]: addresses}
    assert named(client, NOVEMBER) == {
        addresses["ru"]: addresses,
        SITE + alone.get_absolute_url(): {},
    }
    validate(client, OCTOBER)
    validate(client, NOVEMBER)


def test_a_change_of_a_translation_moves_the_month_of_the_story(
    client, chief, clock, october
):
    stamps = [index(client)[OCTOBER]]
    tags = [client.get(OCTOBER)["ETag"]]

    def after(act):
        clock.shift(600)
        done = act()
        stamps.append(index(client)[OCTOBER])
        tags.append(client.get(OCTOBER)["ETag"])
        return done

    story = after(lambda: translated(october, chief)).article
    after(lambda: desk.hold(story, by=chief))
    after(lambda: desk.release(story, by=chief))
    after(lambda: desk.unlink_translation(story, by=chief))
    after(lambda: desk.link_translation(story, other=october.article, by=chief))

    assert [stamp[11:16] for stamp in stamps] == [
        "19:02",
        "19:12",
        "19:22",
        "19:32",
        "19:42",
        "19:52",
    ]
    assert len(set(tags)) == len(tags)


def test_a_scheduled_translation_moves_the_month_at_its_minute_and_not_before(
    client, chief, clock, october
):
    before, stamp = client.get(OCTOBER), index(client)[OCTOBER]
    translated(october, chief, at=timezone.now() + timedelta(hours=1))

    now = client.get(OCTOBER)
    assert (now["ETag"], now["Last-Modified"]) == (before["ETag"], before["Last-Modified"])
    assert index(client)[OCTOBER] == stamp
    clock.shift(3600)
    assert index(client)[OCTOBER] == "2025-11-28T20:02:00+04:00"
    assert client.get(OCTOBER)["ETag"] != before["ETag"]
    assert "ru" in next(iter(named(client, OCTOBER).values()))


def test_a_stamp_never_goes_back(client, chief, clock, october):
    """Scheduling something else counts the month again: by then the translation has come."""
    translated(october, chief, at=timezone.now() + timedelta(hours=1))
    clock.shift(7200)
    build.edited(october.article, chief, headline="Update")
    desk.update(
        october.article,
        revision=october.article.approved,
        by=chief,
        at=timezone.now() + timedelta(days=1),
    )

    assert index(client)[OCTOBER] == "2025-11-28T20:02:00+04:00"


@pytest.mark.parametrize("make", ["draft", "cancelled"])
def test_what_was_never_live_moves_and_names_nothing(client, chief, october, make):
    before = [client.get(OCTOBER)["ETag"], index(client), named(client, OCTOBER)]
    story = desk.translate(october.article, language="ru", by=chief)
    if make == "cancelled":
        later = timezone.now() + timedelta(hours=1)
        desk.publish(story, revision=build.approve(story, chief), by=chief, at=later)
        desk.cancel(story, by=chief)

    assert [client.get(OCTOBER)["ETag"], index(client), named(client, OCTOBER)] == before


@pytest.mark.parametrize("stories", [1, 8])
def test_a_month_of_translated_stories_takes_the_same_queries(
    client, chief, django_assert_num_queries, stories
):
    for number in range(stories):
        translated(build.live(chief, headline=f"Story {number}"), chief)

    with django_assert_num_queries(5):
        body(client.get(NOVEMBER))


def test_in_feeds_every_translation_is_a_story_of_its_own(client, chief, october):
    russian = translated(october, chief)
    both = {
        (SITE + edition.get_absolute_url(), edition.language)
        for edition in (october, russian)
    }

    for form in ("atom", "json"):
        told = items(form, client.get(f"/feed.{form}").content)
        assert {(item.url, item.language) for item in told} == both
