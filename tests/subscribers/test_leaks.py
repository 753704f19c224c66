"""Nothing that is not public yet is in a byte or a header of a document for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build

from .reading import body

pytestmark = pytest.mark.django_db
PATHS = [
    *(
        f"{scope}/feed.{form}"
        for scope in ("", "/ict-materials", "/tag/itu", "/author/ingilab-mammadov")
        for form in ("rss", "atom")
    ),
    *(f"{scope}/summary.json" for scope in ("", "/top", "/corrections", "/language/en")),
    "/sitemap.xml",
    "/sitemap-2025-11.xml",
    "/sitemap-2025-12.xml",
    "/sitemap-pages.xml",
    "/news-sitemap.xml",
    "/robots.txt",
]
SECRET = {
    "headline": "Zephyr secret",
    "slug": "zephyr",
    "body": "<p>Zephyr</p>",
    "tags": ["ITU"],
}


def draft(chief):
    build.article(chief, **SECRET)


def approved(chief):
    build.approved(chief, **SECRET)


def scheduled(chief):
    build.live(chief, at=timezone.now() + timedelta(days=10), **SECRET)


def cancelled(chief):
    edition = build.live(chief, at=timezone.now() + timedelta(days=10), **SECRET)
    desk.cancel(edition.article, by=chief)


def scheduled_update(chief):
    story = build.live(chief, tags=["ITU"]).article
    revision = build.edited(story, chief, **SECRET)
    desk.update(story, revision=revision, by=chief, at=timezone.now() + timedelta(days=1))


def changed_desk_copy(chief):
    story = build.live(chief, tags=["ITU"]).article
    build.edited(story, chief, internal_note="Zephyr", **SECRET)


def held(chief):
    told = {**SECRET, "headline": "Plain", "slug": "plain"}
    story = build.live(chief, at=timezone.now() - timedelta(hours=1), **told).article
    desk.hold(story, by=chief, reason="Zephyr")


def withdrawn(chief):
    story = build.live(chief, at=timezone.now() - timedelta(hours=1), **SECRET).article
    desk.withdraw(story, by=chief, outcome="gone", reason="Zephyr")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "state",
    [
        draft,
        approved,
        scheduled,
        cancelled,
        scheduled_update,
        changed_desk_copy,
        held,
        withdrawn,
    ],
)
def test_what_is_not_public_is_nowhere(client, state, path):
    build.section(), build.tag(), build.author()
    state(build.person("Chief"))
    response = client.get(path)
    said = body(response) + repr(dict(response.headers)).encode()
    assert b"zephyr" not in said.lower()


def test_a_scheduled_story_is_there_in_the_first_poll_after_its_minute(client, clock):
    build.live(at=timezone.now() + timedelta(minutes=5))
    before = client.get("/feed.rss")
    clock.shift(300)
    after = client.get("/feed.rss", headers={"if-none-match": before["ETag"]})
    assert b"<item>" not in before.content and after.content.count(b"<item>") == 1


def test_a_waiting_story_leaves_no_trace_in_the_etag(client):
    before = client.get("/feed.rss")["ETag"]
    build.live(at=timezone.now() + timedelta(days=5))
    assert client.get("/feed.rss")["ETag"] == before
