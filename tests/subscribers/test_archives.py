"""From a feed back to the first story (RFC 5005): each story once, in a part that stays."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from articles import desk
from articles.feeds import archive_parts
from tests import build

pytestmark = pytest.mark.django_db
ORIGIN = "http://localhost:8000"


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(archive_parts, "PART", 7)


@pytest.fixture
def published(chief, clock):
    """Publish stories five hours apart."""

    def publish(count):
        editions = []
        for number in range(count):
            clock.shift(timedelta(hours=5))
            editions.append(build.live(chief, headline=f"Story {number}"))
        return editions

    return publish


def read(client, address):
    """Ids, the address of what is older, and the document as parsed."""
    answer = client.get(address.removeprefix(ORIGIN))
    assert answer.status_code == 200, address
    if address.endswith("json"):
        found = answer.json()
        return [item["id"] for item in found["items"]], found.get("next_url", ""), found
    found = feedparser.parse(answer.content)
    assert not found.bozo
    older = [link.href for link in found.feed.links if link.rel == "prev-archive"]
    return [entry.id for entry in found.entries], "".join(older), found


def walk(client, address):
    """All ids from a feed back: those of the feed, then those of every part."""
    feed, older, _ = read(client, address)
    archived, seen = [], set()
    while older:
        assert older not in seen
        seen.add(older)
        ids, older, _ = read(client, older)
        archived += ids
    return feed, archived


@pytest.mark.parametrize("scope", ["", "ict-materials/"])
@pytest.mark.parametrize("feed", ["feed.rss", "feed.atom", "feed.json", "summary.rss"])
def test_every_story_is_found_and_no_part_repeats_one(
    scope, feed, client, published, small_parts
):
    stories = {edition.article.uuid.urn for edition in published(75)}

    told, archived = walk(client, f"/{scope}{feed}")

    assert len(archived) == len(set(archived))
    assert {*told, *archived} == stories
    assert len(told) == 30


def test_a_feed_that_tells_everything_leads_nowhere(client, published):
    published(3)

    assert read(client, "/feed.atom")[1] == ""


def test_a_part_leads_to_its_neighbours_and_to_the_feed(client, published, small_parts):
    published(60)
    _, older, _ = read(client, "/feed.atom")
    _, oldest, _ = read(client, older)

    _, _, found = read(client, oldest)

    links = {link.rel: link.href for link in found.feed.links}
    assert links["next-archive"] == older
    assert links["current"] == f"{ORIGIN}/feed.atom"
    assert links["self"] == oldest
    assert b"<fh:archive " in client.get(oldest.removeprefix(ORIGIN)).content


def test_the_stories_of_a_part_stay_when_new_ones_come(
    client, published, clock, small_parts
):
    published(40)
    _, older, _ = read(client, "/feed.json")
    before = client.get(older.removeprefix(ORIGIN))

    clock.shift(timedelta(days=2))
    published(5)

    after = read(client, older)[0]
    assert after == [item["id"] for item in before.json()["items"]]


def test_a_withdrawn_story_is_a_stub_in_its_part_and_then_no_more(
    client, chief, published, clock, small_parts
):
    stories = published(40)
    gone = stories[0].article
    _, archived = walk(client, "/feed.json")
    assert gone.uuid.urn in archived
    part = archive_parts.holding(desk_scope(), stories[0], timezone.now()).address(
        "json", "feed"
    )
    tag = client.get(part.removeprefix(ORIGIN))["ETag"]

    desk.withdraw(gone, by=chief, outcome="gone")
    items = {item["id"]: item["title"] for item in read(client, part)[2]["items"]}
    assert items[gone.uuid.urn] == "Story withdrawn"
    assert client.get(part.removeprefix(ORIGIN))["ETag"] != tag

    clock.shift(timedelta(days=31))
    assert gone.uuid.urn not in read(client, part)[0]


def desk_scope():
    from articles.feeds.scopes import Scope
    from articles.models import SiteSettings

    return Scope.find("", SiteSettings.load(), timezone.now())


def test_a_scheduled_story_is_in_no_part_before_its_minute(client, chief, clock):
    at = timezone.now() + timedelta(hours=1)
    build.live(chief, headline="Secret", at=at)
    address = "/archive/2025/11/28/1/feed.atom"
    assert client.get(address).status_code == 404

    clock.shift(timedelta(hours=2))

    assert b"Secret" in client.get(address).content


@pytest.mark.parametrize(
    "address",
    ["archive/2025/11/27/1", "archive/2025/02/30/1", "archive/0001/01/01/1", "archive/2025/11/28/2",
     "archive/9999/12/31/1"],
)  # fmt: skip
def test_what_is_no_part_is_a_404_in_text(address, client, chief):
    build.live(chief)

    answer = client.get(f"/{address}/feed.rss")

    assert (answer.status_code, answer["Content-Type"]) == (
        404,
        "text/plain; charset=utf-8",
    )


def test_an_unchanged_part_is_a_304(client, chief):
    build.live(chief)
    address = "/archive/2025/11/28/1/feed.atom"
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_renamed_section_leads_its_archive_on(client, chief):
    section = build.live(chief).section
    section.name, section.slug = "ICT", "ict"
    desk.save_site_object(section, by=chief)

    moved = client.get("/ict-materials/archive/2025/11/28/1/feed.atom")

    assert (moved.status_code, moved["Location"]) == (
        301,
        "/ict/archive/2025/11/28/1/feed.atom",
    )


def test_a_part_takes_the_same_queries_for_one_and_for_thirty(
    client, chief, django_assert_max_num_queries
):
    for number in range(30):
        build.live(chief, headline=f"Story {number}", tags=["5G"])

    with django_assert_max_num_queries(14):
        client.get("/archive/2025/11/28/1/feed.atom")
