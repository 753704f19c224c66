"""On a busy day a feed grows, so that who asks once an hour misses nothing; within limits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.caching.process_cache import documents
from articles.feeds import document, queries
from articles.models import Article
from tests import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
FORMATS = pytest.mark.parametrize("form", ["rss", "atom", "json"])


@pytest.fixture
def chief(monkeypatch):
    """Of a newsroom whose feeds have three stories, on a busy day at most eight."""
    monkeypatch.setattr(queries, "NEWEST", 3)
    monkeypatch.setattr(queries, "MAX_EDITIONS", 8)
    return build.person("Chief")


def told(client, path="/feed.json"):
    return [item["title"] for item in client.get(path).json()["items"]]


def published(chief, clock, count, apart):
    for number in range(count):
        clock.shift(apart)
        last = build.live(chief, headline=f"Story {number}", tags=["ITU"])
    return last


@pytest.mark.parametrize(
    "path",
    ["/feed.json", "/tag/itu/feed.json", "/ict-materials/feed.json", "/top/feed.json"],
)
def test_all_of_the_last_two_hours_are_told(client, clock, chief, path):
    published(chief, clock, 6, timedelta(minutes=20))
    assert told(client, path) == [f"Story {number}" for number in (5, 4, 3, 2, 1, 0)]


def test_on_a_quiet_day_there_are_the_newest_alone(client, clock, chief):
    published(chief, clock, 5, HOUR)
    assert told(client) == ["Story 4", "Story 3", "Story 2"]


def test_an_old_story_that_changed_is_told_at_its_place(client, clock, chief):
    first = build.live(chief, headline="First", at=timezone.now() - 30 * HOUR)
    published(chief, clock, 5, HOUR)
    revision = build.edited(first.article, chief, headline="First, updated")
    desk.update(first.article, revision=revision, by=chief)
    assert told(client) == ["Story 4", "Story 3", "Story 2", "First, updated"]


def test_what_a_feed_says_does_not_move_by_the_clock(client, clock, chief):
    published(chief, clock, 6, timedelta(minutes=10))
    before = client.get("/feed.json")
    clock.shift(5 * HOUR)
    after = client.get("/feed.json")
    assert (before["ETag"], before.content) == (after["ETag"], after.content)


def test_there_are_never_more_than_the_most_and_the_oldest_go_first(client, clock, chief):
    published(chief, clock, 12, 60)
    assert told(client) == [f"Story {number}" for number in range(11, 3, -1)]


@FORMATS
def test_a_heavy_feed_is_cut_at_its_oldest_text_and_keeps_its_stubs(
    client, clock, chief, monkeypatch, form
):
    for headline in ("Gone", "Older", "Newer"):
        clock.shift(60)
        last = build.live(chief, headline=headline, body=f"<p>{'ə' * 4000}</p>")
    desk.withdraw(Article.objects.earliest("pk"), by=chief, outcome="gone")
    monkeypatch.setattr(document, "LIMIT", len(client.get(f"/feed.{form}").content) - 1)
    documents.clear()

    content = client.get(f"/feed.{form}").content.decode()

    shown = [
        title for title in ("Story withdrawn", "Older", last.headline) if title in content
    ]
    assert (shown, len(content.encode()) <= document.LIMIT) == (
        ["Story withdrawn", "Newer"],
        True,
    )
