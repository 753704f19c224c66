"""An author whom no story has named in public is as one whom nobody has heard of.

The name says who is writing. What has been printed once stays: the page says that no published
story carries the name now.
"""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from articles import desk
from articles.delivery.topics import topics
from articles.models import Event
from tests import build

pytestmark = pytest.mark.django_db
NAME, SLUG, NOBODY = "Quiet Witness", "quiet-witness", "quiet-nobodys"
FEEDS = [
    f"/author/{{}}/{n}.{f}"
    for n, f in product(["feed", "summary"], ["rss", "atom", "json"])
]
DOORS = [
    "/author/{}/",
    "/author/{}/?page=2",
    "/author/{}/rss",
    *FEEDS,
    "/search/?q=roadmap&author={}",
    "/search/?author={}",
    "/search/feed.json?q=roadmap&author={}",
    "/feeds.opml?scope=author:{}",
]
ANYTHING = [
    {},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Mon, 30 Nov 2037 17:11:00 GMT"},
]


@pytest.fixture
def chief():
    return build.person("Chief")


def draft(chief, bylines):
    build.article(chief, bylines=bylines)


def scheduled(chief, bylines):
    build.live(chief, at=timezone.now() + timedelta(hours=1), bylines=bylines)


def cancelled(chief, bylines):
    later = timezone.now() + timedelta(hours=1)
    desk.cancel(build.live(chief, at=later, bylines=bylines).article, by=chief)


def unfinished_change(chief, bylines):
    build.edited(build.live(chief).article, chief, bylines=bylines)


def update_that_waits(chief, bylines):
    story = build.live(chief, at=build.an_hour_ago()).article
    revision = build.edited(story, chief, bylines=bylines)
    desk.update(story, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1))


def profile_alone(chief, bylines):
    desk.save_site_object(bylines[0], by=chief, changes={"bio": "Worked there for years."})


each_way = pytest.mark.parametrize(
    "write",
    [draft, scheduled, cancelled, unfinished_change, update_that_waits, profile_alone],
    ids=lambda write: write.__name__,
)


def said(client, door, slug, headers):
    answer = client.get(door.format(slug), headers=headers)
    text = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, text.decode().replace(slug, "SLUG"), answer.get("Location")


@each_way
@pytest.mark.parametrize("door", DOORS)
def test_every_door_answers_as_for_somebody_unknown(client, chief, write, door):
    write(chief, [build.author(NAME)])

    for headers in ANYTHING:
        assert said(client, door, SLUG, headers) == said(client, door, NOBODY, headers)


@each_way
@pytest.mark.parametrize("door", ["/author/{}/", FEEDS[0]])
def test_a_retired_address_does_not_lead_to_the_name(client, chief, write, door):
    author = build.author("Old Slug")
    write(chief, [author])
    desk.save_site_object(author, by=chief, changes={"name": NAME, "slug": SLUG})

    assert said(client, door, "old-slug", {}) == said(client, door, NOBODY, {})


@each_way
def test_no_hub_is_told_the_address(chief, write):
    write(chief, [build.author(NAME)])

    told = [
        topic for event in Event.objects.all() for topic in topics(event, timezone.now())
    ]

    assert [topic for topic in told if SLUG in str(topic)] == []


def test_from_its_minute_on_the_name_is_public_and_stays_so(client, clock, chief):
    scheduled(chief, [build.author(NAME)])
    clock.shift(3660)
    printed = [said(client, door, SLUG, {})[:2] for door in ("/author/{}/", FEEDS[0])]
    desk.withdraw(
        build.author(NAME).edition_bylines.get().edition.article, by=chief, outcome="gone"
    )

    page = client.get(f"/author/{SLUG}/").content.decode()

    assert all(status == 200 and NAME in text for status, text in printed)
    assert NAME in page and "No published story carries this name now." in page
