"""How a feed answers programs that ask every minute."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build
from tests.answers import headers

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/tag/itu/feed.rss"])


@pytest.fixture
def edition():
    return build.live(tags=["ITU"])


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/feed.rss", "application/rss+xml"), ("/feed.atom", "application/atom+xml")],
)
def test_a_feed_says_what_it_is(client, edition, path, kind):
    response = client.get(path)
    assert response["Content-Type"] == f"{kind}; charset=utf-8"
    assert response.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<")


@FORMATS
@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*", '"other", W/{} , "x"'])
def test_a_known_etag_gets_a_304_with_its_headers_and_nothing_else(
    client, edition, path, form
):
    first = client.get(path)
    tag = form.format(first["ETag"])
    second = client.get(path, headers={"if-none-match": tag})
    assert (second.status_code, second.content, dict(second.cookies)) == (304, b"", {})
    for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
        assert second[name] == first[name]


@FORMATS
def test_an_unchanged_feed_gets_a_304_by_date_alone(client, clock, edition, path):
    clock.shift(60)
    stamp = client.get(path)["Last-Modified"]
    assert client.get(path, headers={"if-modified-since": stamp}).status_code == 304


@FORMATS
def test_an_etag_outweighs_a_date(client, edition, path):
    stamp = client.get(path)["Last-Modified"]
    asked = {"if-modified-since": stamp, "if-none-match": '"other"'}
    assert client.get(path, headers=asked).status_code == 200


@FORMATS
def test_the_etag_is_strong_and_has_no_clock_in_it(client, clock, edition, path):
    tag = client.get(path)["ETag"]
    clock.shift(3600)
    assert client.get(path)["ETag"] == tag
    assert not tag.startswith("W/")


def test_every_change_in_public_moves_the_etag(client, clock):
    chief, photo = build.person("Chief"), build.photo()
    edition = build.live(chief, lead_photo=photo, tags=["ITU"])
    section, tag = edition.section, build.tag("ITU")
    seen = [client.get("/feed.rss")["ETag"]]
    for act in (
        lambda: desk.stop_photo(photo, by=chief, reason="Rights"),
        lambda: desk.hold(edition.article, by=chief),
        lambda: desk.release(edition.article, by=chief),
        lambda: desk.save_site_object(section, by=chief, changes={"slug": "telecom"}),
        lambda: desk.save_site_object(tag, by=chief, changes={"slug": "the-union"}),
    ):
        clock.shift(60)
        act()
        seen.append(client.get("/feed.rss")["ETag"])
    assert len(set(seen)) == 6


@FORMATS
def test_a_304_is_made_without_writing_a_document(client, edition, path, monkeypatch):
    tag = client.get(path)["ETag"]
    monkeypatch.setattr("articles.feeds.rss.write", None)
    monkeypatch.setattr("articles.feeds.atom.write", None)
    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


@FORMATS
def test_head_has_the_headers_of_get(client, edition, path):
    head, get = client.head(path), client.get(path)
    assert head.content == b""
    assert headers(head) == headers(get)


@FORMATS
def test_a_feed_is_public_and_sets_no_cookie_even_for_staff(client, edition, path):
    client.force_login(build.person("Editor"))
    response = client.get(path)
    policy = "public, max-age=45, s-maxage=45, stale-while-revalidate=15, stale-if-error=15"
    assert response["Cache-Control"] == policy
    assert response["Vary"] == "Accept-Encoding"
    assert not response.cookies


def test_the_ttl_of_rss_is_the_minute_of_its_cache_control(client, edition):
    response = client.get("/feed.rss")
    seconds = re.findall(
        r"(?:max-age|while-revalidate)=([0-9]+)", response["Cache-Control"]
    )
    [minutes] = re.findall(rb"<ttl>([0-9]+)</ttl>", response.content)
    assert sum(map(int, seconds)) == 60 * int(minutes)


@pytest.mark.parametrize(
    ("seconds", "first", "behind"), [(25, 10, 15), (9, 0, 9), (600, 45, 15)]
)
def test_freshness_ends_when_the_next_story_is_due(client, edition, seconds, first, behind):
    build.live(at=timezone.now() + timedelta(seconds=seconds))
    policy = client.get("/feed.rss")["Cache-Control"]
    assert f"max-age={first}, s-maxage={first}, stale-while-revalidate={behind}," in policy


@FORMATS
def test_other_methods_are_refused_with_what_is_allowed(client, edition, path):
    response = client.post(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


@FORMATS
@pytest.mark.parametrize("stories", [1, 30])
def test_a_304_takes_one_query_and_a_feed_few_however_long(
    client, django_assert_num_queries, path, stories
):
    chief = build.person("Chief")
    for number in range(stories):
        credits = {
            "tags": ["ITU", f"Tag {number}"],
            "bylines": [build.author(f"A {number}")],
        }
        build.live(chief, lead_photo=build.photo(chief), **credits)
    # A tag is looked up, may be told, and has been left by some; the site asks what is older.
    more = 3 if path.startswith("/tag") else 1
    with django_assert_num_queries(7 + more):
        tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        client.get(path, headers={"if-none-match": tag})


def test_a_feed_asked_for_again_is_not_written_again(
    client, edition, django_assert_num_queries
):
    first = client.get("/feed.rss").content
    with django_assert_num_queries(1):
        assert client.get("/feed.rss").content == first


def test_a_feed_of_more_with_corrections_takes_two_more(
    client, django_assert_max_num_queries
):
    chief, before = build.person("Chief"), timezone.now() - timedelta(hours=1)
    for number in range(40):
        story = build.live(chief, at=before, tags=["ITU"]).article
        if number > 30:
            revision = build.edited(story, chief, headline="Corrected")
            desk.correct(story, revision=revision, by=chief, what="A date.")
    with django_assert_max_num_queries(12):
        client.get("/tag/itu/feed.rss")
