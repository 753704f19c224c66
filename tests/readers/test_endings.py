"""An answer that may have ended another one is kept for seconds, so that it takes its place.

Caches give what they had when we fail, and some while they ask; `no-store` would leave it there.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Section
from articles.pages.story.pictures import photo_url
from tests import build

pytestmark = pytest.mark.django_db
BRIEF = "public, max-age=5, must-revalidate"


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def story(chief):
    photos = [build.photo(chief), build.photo(chief)]
    gallery = [(photo, "") for photo in photos]
    return build.live(chief, at=build.an_hour_ago(), gallery=gallery, tags=["ITU"])


def hold(story, chief):
    desk.hold(story.article, by=chief)


def withdraw(story, chief):
    desk.withdraw(story.article, by=chief, outcome="gone")


def explain(story, chief):
    desk.withdraw(story.article, by=chief, outcome="notice", reason="It was not so.")


def replace(story, chief):
    other = build.live(chief, headline="In its place")
    desk.withdraw(story.article, by=chief, outcome="replaced_by", replaced_by=other.article)


def move(story, chief):
    desk.publish(
        story.article,
        revision=build.edited(story.article, chief, section=build.section("Telecom")),
        by=chief,
    )


def rename(story, chief):
    revision = build.edited(story.article, chief, headline="Other words")
    desk.publish(story.article, revision=revision, by=chief)


def rename_section(story, chief):
    desk.save_site_object(
        Section.objects.get(pk=story.section_id), by=chief, changes={"slug": "elsewhere"}
    )


def stop(story, chief):
    for row in story.photos.all():
        desk.stop_photo(row.photo, by=chief, reason="Rights")


def drop(story, chief):
    revision = build.edited(story.article, chief, gallery=[])
    desk.publish(story.article, revision=revision, by=chief)


def the_story(story):
    return story.get_absolute_url()


def its_photo(story):
    return photo_url(story, story.photos.first().photo_id)


def its_file(story):
    return story.photos.first().photo.files[0].get_absolute_url()


def its_section(story):
    return "/ict-materials/"


def its_feed(story):
    return "/ict-materials/feed.rss"


ENDINGS = [
    (hold, the_story, 200), (withdraw, the_story, 410), (explain, the_story, 410),
    (replace, the_story, 301), (move, the_story, 301), (rename, the_story, 301),
    (hold, its_photo, 302), (withdraw, its_photo, 410), (move, its_photo, 301),
    (stop, its_photo, 410), (drop, its_photo, 302), (stop, its_file, 410),
    (rename_section, the_story, 301), (rename_section, its_section, 301),
    (rename_section, its_feed, 301),
]  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "place", "status"),
    ENDINGS,
    ids=[f"{v.__name__} {p.__name__}" for v, p, _ in ENDINGS],
)
def test_what_ends_an_answer_takes_its_place(
    client, clock, story, chief, verb, place, status
):
    address = place(story)
    had = client.get(address, headers={"Accept-Encoding": "gzip"})
    had.getvalue()
    assert had.status_code == 200 and "public" in had["Cache-Control"]
    clock.shift(60)
    verb(story, chief)
    clock.shift(60)
    for known in asked_again(had):
        then = client.get(address, headers=known)

        assert (then.status_code, then["Cache-Control"]) == (status, BRIEF)
        assert not {"ETag", "Last-Modified", "Vary"} & set(then.headers)


def asked_again(had):
    """How a cache asks that has the old answer."""
    yield {"Accept-Encoding": "gzip"}
    yield {"If-None-Match": had["ETag"]}
    yield {"If-None-Match": "*"}
    yield {"If-Modified-Since": had.get("Last-Modified", "Fri, 01 Jan 2038 00:00:00 GMT")}


@pytest.mark.parametrize(
    "path", ["/no-such/", "/no/1-such/", "/tag/no/", "/no/feed.rss", "/LATEST/"]
)
def test_what_is_not_there_or_elsewhere_says_so_for_seconds(client, path):
    then = client.get(path)

    assert (then.status_code in (301, 404), then["Cache-Control"]) == (True, BRIEF)


def test_a_404_is_the_same_whether_a_story_is_scheduled_there_or_not(client, clock, chief):
    due = timezone.now() + timedelta(seconds=7)
    waiting = build.live(chief, at=due).get_absolute_url()
    draft = f"/ict-materials/{build.article(chief).pk}-member-states-define-roadmap/"
    answers = [client.get(path) for path in (waiting, draft, "/ict-materials/999999-x/")]
    clock.move_to(due)
    then = client.get(waiting)

    assert {(a.status_code, a["Cache-Control"], a.content) for a in answers} == {
        (404, BRIEF, answers[0].content)
    }
    assert then.status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/latest/", "/feed.rss", "/search/?q=roadmap", "the story"]
)
def test_where_we_do_not_answer_a_page_stands_for_the_rest_of_its_minute(
    client, story, path
):
    told = client.get(story.get_absolute_url() if path == "the story" else path)[
        "Cache-Control"
    ]

    assert (
        told
        == "public, max-age=45, s-maxage=45, stale-while-revalidate=15, stale-if-error=15"
    )


def test_a_story_that_comes_back_is_not_the_one_that_was_had(client, clock, story, chief):
    address = story.get_absolute_url()
    had = client.get(address)
    hold(story, chief)
    clock.shift(60)
    desk.release(story.article, by=chief)
    clock.shift(60)

    for known in (
        {"If-None-Match": had["ETag"]},
        {"If-Modified-Since": had["Last-Modified"]},
    ):
        assert client.get(address, headers=known).status_code == 200


def test_the_words_of_an_earlier_edition_are_never_kept(client, chief):
    from .pages import published

    assert client.get(published(chief)["earlier words"])["Cache-Control"] == "no-store"
