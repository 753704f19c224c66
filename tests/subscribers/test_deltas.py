"""`A-IM: feed` (RFC 3229): only what is new or changed since an ETag."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.enums import Outcome
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def first(chief):
    build.live(chief, headline="Quiet")
    return build.live(chief, headline="First", lead_photo=build.photo(), tags=["ITU"])


def ask(client, tag, path="/feed.json", **headers):
    return client.get(path, headers={"a-im": "feed", "if-none-match": tag, **headers})


def titles(response):
    return [item["title"] for item in response.json()["items"]]


def test_a_delta_has_what_is_new_and_what_has_changed(client, clock, chief, first):
    before = client.get("/feed.json")["ETag"]
    clock.shift(60)
    build.live(chief, headline="Second")
    revision = build.edited(first.article, chief, headline="First, mended")
    desk.refile(first.article, revision=revision, by=chief)
    response = ask(client, before)
    assert (response.status_code, response["IM"]) == (226, "feed")
    assert titles(response) == ["Second", "First, mended (PHOTO)"]


def test_its_tag_is_that_of_the_whole_feed_so_that_the_next_delta_goes_on(client, chief, first):
    before = client.get("/feed.json")["ETag"]
    build.live(chief, headline="Second")
    response = ask(client, before)
    assert response["ETag"] == client.get("/feed.json")["ETag"]
    assert ask(client, response["ETag"]).status_code == 304


def test_a_shared_cache_keeps_no_delta(client, chief, first):
    before = client.get("/feed.json")["ETag"]
    build.live(chief)
    response = ask(client, before)
    assert response["Cache-Control"] == "no-store, im"
    assert response["Vary"] == "Accept-Encoding, A-IM"


def test_a_delta_tells_a_withdrawal_and_a_stopped_photo(client, clock, chief, first):
    before = client.get("/feed.json")["ETag"]
    clock.shift(60)
    desk.stop_photo(first.lead_photo, by=chief, reason="Rights")
    assert titles(ask(client, before)) == ["First (PHOTO)"]
    clock.shift(60)
    desk.withdraw(first.article, by=chief, outcome=Outcome.GONE)
    assert titles(ask(client, before)) == ["Story withdrawn"]


def test_a_delta_tells_what_came_by_time_alone(client, clock, chief, first):
    build.live(chief, headline="Later", at=timezone.now() + timedelta(hours=1))
    before = client.get("/feed.json")["ETag"]
    clock.shift(3600)
    assert titles(ask(client, before)) == ["Later"]


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/tag/itu/feed.rss"])
def test_every_scope_and_format_has_deltas(client, chief, first, path):
    before = client.get(path)["ETag"]
    build.live(chief, headline="Second", tags=["ITU"])
    response = ask(client, before, path)
    assert response.status_code == 226
    assert (b"Second" in response.content, b"First" in response.content) == (True, False)


def test_an_unknown_tag_gets_the_whole_feed(client, chief, first):
    for tag in ('"nonsense"', '"1-1-00000000000000000000000000000000"', '"fffffffffffffff-0-0"'):
        assert (ask(client, tag).status_code, len(titles(ask(client, tag)))) == (200, 2)


def test_a_tag_of_another_document_gets_the_whole_feed(client, chief, first):
    other = client.get("/feed.rss")["ETag"]
    build.live(chief)
    assert ask(client, other).status_code == 200


def test_after_a_change_of_the_house_the_whole_feed_is_told(client, chief, first):
    before = client.get("/feed.json")["ETag"]
    desk.keep(first.section, by=build.admin(), changes={"name": "Materials"})
    assert ask(client, before).status_code == 200


def test_a_tag_of_long_ago_gets_the_whole_feed(client, clock, chief, first):
    before = client.get("/feed.json")["ETag"]
    clock.shift(timedelta(days=31))
    build.live(chief)
    assert ask(client, before).status_code == 200


@pytest.mark.parametrize(
    ("wish", "status"),
    [("feed", 226), ("vcdiff, Feed;q=0.5", 226), ("feed;q=0", 200), ("vcdiff", 200), ("", 200)],
)
def test_only_who_understands_a_delta_gets_one(client, chief, first, wish, status):
    before = client.get("/feed.json")["ETag"]
    build.live(chief)
    response = ask(client, before, **{"a-im": wish})
    assert (response.status_code, response.has_header("IM")) == (status, status == 226)


def test_a_poller_that_keeps_state_by_deltas_has_what_the_feed_has(client, clock, chief, first):
    whole = client.get("/feed.json")
    kept, tag = {item["id"]: item for item in whole.json()["items"]}, whole["ETag"]
    for act in (
        lambda: build.live(chief, headline="Second"),
        lambda: desk.hold(first.article, by=chief),
        lambda: desk.release(first.article, by=chief),
        lambda: desk.stop_photo(first.lead_photo, by=chief, reason="Rights"),
        lambda: desk.withdraw(first.article, by=chief, outcome=Outcome.GONE),
    ):
        clock.shift(60)
        act()
        response = ask(client, tag)
        tag = response["ETag"]
        kept.update((item["id"], item) for item in response.json()["items"])
        assert response.status_code == 226
    assert kept == {item["id"]: item for item in client.get("/feed.json").json()["items"]}
