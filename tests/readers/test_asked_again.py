"""Whoever has a page is told so without its being made; how long it holds is said with it."""

import gzip
from datetime import timedelta
from email.utils import parsedate_to_datetime

import brotli
import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import SiteSettings
from tests import build

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PAGES = {
    "/": 1, "/latest/": 1, "/language/en/": 1, "/authors/": 1, "/corrections/": 1,
    "/archive/": 1, "/archive/2025/11/28/": 1, "/tag/itu/": 1, "/author/ingilab-mammadov/": 1,
    "/ict-materials/": 2, "/about/": 2,
    "/search/": 1, "/search/?q=roadmap&sort=new": 1,
    "/latest/new/": 1, "/language/en/new/": 1, "/ict-materials/new/": 1,
}  # fmt: skip


@pytest.fixture
def story(clock):
    edition = build.live(tags=["ITU"], at=timezone.now() - MINUTE)
    desk.save_site_object(SiteSettings.load(), by=build.admin())
    clock.shift(2)
    return edition


@pytest.mark.parametrize("address", [*PAGES, "the story"])
def test_a_304_takes_one_or_two_queries_and_no_template(
    client, monkeypatch, story, address
):
    most = PAGES.get(address, 2)
    address = story.get_absolute_url() if address == "the story" else address
    had = client.get(address)
    monkeypatch.setattr(Template, "render", None)

    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": f"W/{had['ETag']}"})

    assert (again.status_code, again.content, len(queries)) == (304, b"", most)
    kept = ("ETag", "Last-Modified", "Cache-Control")
    assert [again[name] for name in kept] == [had[name] for name in kept]


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("address", ["/", "/search/?q=roadmap", "/feeds/", "the story"])
@pytest.mark.parametrize("coding", UNPACK)
def test_a_page_travels_packed_as_the_browser_prefers(client, story, address, coding):
    address = story.get_absolute_url() if address == "the story" else address
    plain, packed = (
        client.get(address, headers={"Accept-Encoding": c}) for c in ("", coding)
    )

    assert (packed["Content-Encoding"], packed["Vary"]) == (coding, "Accept-Encoding")
    assert UNPACK[coding](packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert int(packed["Content-Length"]) == len(packed.content)
    assert (plain["Vary"], plain.has_header("Content-Encoding")) == (
        "Accept-Encoding",
        False,
    )


@pytest.mark.parametrize("address", ["/", "/feeds/"])
def test_who_has_it_in_one_coding_has_it_in_every_other(client, story, address):
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert packed["ETag"] == f"W/{client.get(address)['ETag']}"
    for coding in ("gzip, br", "identity"):
        asked = {"If-None-Match": packed["ETag"], "Accept-Encoding": coding}
        again = client.get(address, headers=asked)
        assert (again.status_code, again["Vary"]) == (304, "Accept-Encoding")


def test_a_date_alone_is_enough_once_it_has_settled(client, clock, story):
    clock.shift(60)
    had = client.get("/latest/")["Last-Modified"]

    assert client.get("/latest/", headers={"If-Modified-Since": had}).status_code == 304


def test_a_date_never_hides_a_later_change_of_the_same_second(client, clock, story):
    early = client.get("/latest/")["Last-Modified"]
    build.live(headline="In the same second")
    clock.shift(60)

    assert client.get("/latest/", headers={"If-Modified-Since": early}).status_code == 200


def test_a_head_makes_no_page_and_says_the_same_of_it(client, monkeypatch, story):
    address = story.get_absolute_url()
    whole = client.get(address)
    monkeypatch.setattr(Template, "render", None)
    head = client.head(address)

    same = ("ETag", "Last-Modified", "Cache-Control", "Content-Type")
    assert [head[name] for name in same] == [whole[name] for name in same]
    assert b"".join(head.streaming_content) == b""
    assert "Content-Length" not in head


@pytest.mark.parametrize("address", [*PAGES, "the story"])
def test_no_page_knows_a_cookie(client, story, address):
    address = story.get_absolute_url() if address == "the story" else address
    client.cookies["sessionid"] = "somebody"
    answer = client.get(address)

    assert "Cookie" not in answer.get("Vary", "") and not answer.cookies


def test_a_page_is_kept_for_a_minute_in_all(client, story):
    assert client.get("/latest/")["Cache-Control"] == (
        "public, max-age=45, s-maxage=45, stale-while-revalidate=15, stale-if-error=15"
    )


@pytest.mark.parametrize("address", ["/", "/latest/", "/ict-materials/", "the story"])
def test_never_beyond_the_next_moment(client, clock, story, address):
    address = story.get_absolute_url() if address == "the story" else address
    build.live(headline="Soon", at=timezone.now() + timedelta(seconds=10))
    soon = client.get(address)["Cache-Control"]
    clock.shift(10)
    then = client.get(address)["Cache-Control"]

    assert soon.startswith("public, max-age=0, s-maxage=0, stale-while-revalidate=10,")
    assert then.startswith("public, max-age=45,")


def test_what_says_the_day_is_not_kept_beyond_it(client, clock, story):
    clock.shift(5 * 3600 - 2 * 60 - 22)  # 23:59:40
    assert (
        "max-age=5, s-maxage=5, stale-while-revalidate=15,"
        in client.get("/")["Cache-Control"]
    )
    clock.shift(20)
    midnight = parsedate_to_datetime(client.get("/")["Last-Modified"]) + timedelta(
        seconds=5
    )
    assert midnight == timezone.now()


def test_what_must_be_gone_at_once_is_never_a_304(client, clock, story):
    chief, address = build.person("Chief"), story.get_absolute_url()
    had = client.get(address)
    desk.hold(story.article, by=chief)
    held = client.get(address, headers={"If-None-Match": had["ETag"]})
    clock.shift(60)
    desk.withdraw(story.article, by=chief, outcome="gone")
    gone = client.get(address, headers={"If-None-Match": "*"})

    assert (held.status_code, gone.status_code) == (200, 410)
    assert "ETag" not in held and "ETag" not in gone


@pytest.mark.parametrize("asked", [{"If-None-Match": "*"}, {"If-Modified-Since": "now"}])
def test_a_tag_of_drafts_alone_is_not_betrayed(client, clock, story, asked):
    build.article(tags=["Merger"])
    clock.shift(60)
    if "If-Modified-Since" in asked:
        asked = {"If-Modified-Since": client.get("/tag/itu/")["Last-Modified"]}

    assert client.get("/tag/merger/", headers=asked).status_code == 404
    assert client.get("/tag/itu/", headers=asked).status_code == 304


def test_a_search_is_another_one_after_a_publication_and_on_the_next_day(
    client, clock, story
):
    """Its order moves with the age of what it finds, in steps of a day."""

    def known(tag):
        asked = {"If-None-Match": tag}
        return client.get("/search/", {"q": "roadmap"}, headers=asked).status_code == 304

    had = client.get("/search/", {"q": "roadmap"})["ETag"]
    assert known(had) and not known(
        client.get("/search/", {"q": "roadmap", "page": 2})["ETag"]
    )
    build.live(headline="Another roadmap")
    clock.shift(1)
    assert not known(had)

    had = client.get("/search/", {"q": "roadmap"})["ETag"]
    clock.shift(4 * 60 * 60)  # 23:02
    assert known(had)
    clock.shift(60 * 60)
    assert not known(had)
