"""An ETag moves with every change and with nothing else, and needs no story to be read."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import desk
from articles.caching.process_cache import documents
from articles.enums import Outcome
from articles.models import KeyChange, SiteSettings
from tests import build
from tests.desk.test_random_verbs import act

pytestmark = pytest.mark.django_db
FEEDS = ["/feed.rss", "/feed.atom", "/feed.json", "/summary.rss", "/top/feed.atom",
         "/corrections/feed.json", "/language/en/feed.rss", "/ict-materials/feed.rss",
         "/tag/itu/feed.atom", "/author/ingilab-mammadov/feed.json"]  # fmt: skip
ALL = pytest.mark.parametrize("path", FEEDS)
DAY = timedelta(days=1)


def tag(client, path="/feed.rss"):
    return client.get(path)["ETag"]


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def edition(chief):
    return build.live(chief, tags=["ITU"])


@ALL
def test_a_scheduled_story_moves_no_tag_before_its_minute(
    client, clock, chief, edition, path
):
    before = tag(client, path)
    build.live(chief, at=timezone.now() + timedelta(hours=1), tags=["ITU"])
    assert tag(client, path) == before
    clock.shift(3600)
    assert tag(client, path) != before


@ALL
def test_a_stub_leaves_by_time_alone(client, clock, chief, edition, path):
    clock.shift(60)
    desk.withdraw(edition.article, by=chief, outcome=Outcome.GONE)
    before = tag(client, path)
    clock.shift(30 * DAY)
    assert tag(client, path) != before


@ALL
def test_a_licence_ends_by_time_alone_also_in_a_later_story(client, clock, chief, path):
    photo = build.photo(licence="handout")
    ends = timezone.now() + DAY
    desk.set_rights(photo, by=chief, version=photo.version, licence_until=ends)
    build.live(chief, lead_photo=photo, tags=["ITU"])
    before = tag(client, path)
    clock.shift(DAY)
    assert tag(client, path) != before


@ALL
def test_a_stopped_photo_moves_the_feeds_of_its_story(client, chief, path):
    photo = build.photo()
    build.live(chief, lead_photo=photo, tags=["ITU"])
    before = tag(client, path)
    desk.stop_photo(photo, by=chief, reason="Rights")
    assert tag(client, path) != before


@ALL
def test_new_files_of_a_photo_move_the_feeds_of_its_story(client, chief, path):
    photo = build.photo()
    build.live(chief, lead_photo=photo, tags=["ITU"])
    before = tag(client, path)
    desk.set_crop(photo, by=chief, shape="1x1", box=(0.1, 0.0, 0.5, 0.75))
    assert tag(client, path) != before


def test_a_stopped_portrait_moves_feeds_and_is_gone(client, chief, edition):
    portrait = build.photo(chief)
    desk.save_site_object(build.author(), by=build.admin(), changes={"portrait": portrait})
    before = client.get("/feed.json")
    desk.stop_photo(portrait, by=chief, reason="Rights")
    after = client.get("/feed.json")
    assert before["ETag"] != after["ETag"]
    shown = [
        "avatar" in answer.json()["items"][0]["authors"][0] for answer in (before, after)
    ]
    assert shown == [True, False]


@ALL
def test_names_and_settings_move_every_feed(client, edition, path):
    desk_admin, seen = build.admin(), [tag(client, path)]
    for thing, changes in (
        (SiteSettings.load(), {"name": "ICT Wire"}),
        (build.author(), {"name": "I. Mammadov"}),
        (edition.section, {"name": "Materials"}),
    ):
        desk.save_site_object(thing, by=desk_admin, changes=changes)
        seen.append(tag(client, path))
    assert len(set(seen)) == 4


def test_a_merged_tag_brings_its_moments_to_come(client, clock, chief):
    build.live(chief, tags=["ITU"])
    build.live(chief, at=timezone.now() + DAY, tags=["ITU-D"])
    desk.merge_tags(build.tag("ITU-D"), into=build.tag("ITU"), by=build.admin())
    before = tag(client, "/tag/itu/feed.rss")
    clock.shift(DAY)
    assert tag(client, "/tag/itu/feed.rss") != before


def test_a_story_of_another_section_leaves_a_section_feed_alone(client, chief, edition):
    before = tag(client, "/ict-materials/feed.rss")
    build.live(chief, section=build.section("Telecom"))
    assert tag(client, "/ict-materials/feed.rss") == before


@pytest.mark.parametrize("asked", [{"if-none-match": "*"}, {"if-modified-since": "now"}])
def test_a_tag_of_drafts_alone_is_not_betrayed(client, clock, chief, edition, asked):
    build.article(chief, tags=["Merger"])
    clock.shift(60)
    if "if-modified-since" in asked:
        asked = {"if-modified-since": client.get("/tag/itu/feed.rss")["Last-Modified"]}
    unknown = client.get("/tag/nonsense/feed.rss", headers=asked)
    drafts = client.get("/tag/merger/feed.rss", headers=asked)
    assert (drafts.status_code, drafts.content) == (404, unknown.content)


def test_a_date_never_hides_a_later_change_of_the_same_second(
    client, clock, chief, edition
):
    early = client.get("/feed.rss")["Last-Modified"]
    build.live(chief)
    clock.shift(60)
    assert client.get("/feed.rss", headers={"if-modified-since": early}).status_code == 200


def test_what_was_published_under_an_earlier_date_moves_the_date(
    client, clock, chief, edition
):
    clock.shift(600)
    before = parsedate_to_datetime(client.get("/feed.rss")["Last-Modified"])
    build.live(chief, at=timezone.now() - timedelta(days=9))
    clock.shift(60)
    assert parsedate_to_datetime(client.get("/feed.rss")["Last-Modified"]) > before


def test_what_touched_a_feed_is_kept_for_five_weeks(clock, chief, edition):
    clock.shift(36 * DAY)
    latest = build.live(chief, tags=["ITU"])
    told = KeyChange.objects.filter(key="latest").values_list("event__edition", flat=True)
    assert list(told) == [latest.pk]


TAG = "/tag/itu/feed.rss"
MOVING = ("/feed.json", "/ict-materials/feed.atom", TAG, "/language/en/feed.json")


def move(story, chief):
    """Out of section, tag and language, or back: for the next verb to publish."""
    back = story.section.name == "Telecom"
    name, tags, language = (
        ("ICT Materials", ["ITU"], "en") if back else ("Telecom", [], "ru")
    )
    build.edited(story, chief, section=build.section(name), tags=tags, language=language)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["publish", "refile", "update", "correct", "later", "cancel", "hold",
                         "release", "withdraw", "save", "move", "stop", "rename", "wait"]),
        st.integers(1, 3000),
    ),
    max_size=12,
)  # fmt: skip


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whenever_the_bytes_differ_the_tag_does_and_dates_only_rise(db, client, steps):
    with time_machine.travel("2025-11-28T15:02:00Z", tick=False) as clock:
        chief, photo = build.person("Chief"), build.photo()
        story, _ = build.approved(chief, tags=["ITU"], lead_photo=photo)
        others = {
            "stop": lambda: desk.stop_photo(photo, by=chief, reason="Rights"),
            "rename": lambda: desk.save_site_object(
                build.author(), by=chief, changes={"slug": f"a-{timezone.now():%H%M%S}"}
            ),
            "wait": lambda: clock.shift(10 * DAY),
            "move": lambda: move(story, chief),
        }
        said = {path: [] for path in MOVING}
        for verb, seconds in steps:
            clock.shift(seconds)
            try:
                others.get(verb, lambda verb=verb: act(verb, story, chief))()
            except desk.DeskError:
                continue
            clock.shift(1)
            for path, answers in said.items():
                documents.clear()
                answers.append(client.get(path))
        for path, answers in said.items():
            # Before its first story a tag has no feed.
            answers = [
                answer for answer in answers if answer.status_code == 200 or path != TAG
            ]
            bodies = {}
            for answer in answers:
                assert bodies.setdefault(answer["ETag"], answer.content) == answer.content
            dates = [a["Last-Modified"] for a in answers if "Last-Modified" in a]
            moments = [parsedate_to_datetime(date) for date in dates]
            assert moments == sorted(moments)
            assert all(moment <= timezone.now() for moment in moments)
