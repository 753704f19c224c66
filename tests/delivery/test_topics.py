"""Which feeds a hub is told of when something changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.delivery.topics import topics
from articles.models import Event, FixedPage, FrontSlot
from tests import build

pytestmark = pytest.mark.django_db
STORY = {"/", "/top/", "/language/en/", "/ict-materials/", "/author/ingilab-mammadov/"}


@pytest.fixture
def chief():
    return build.person("Chief")


def live(chief, **changes):
    return build.live(chief, at=timezone.now() - timedelta(hours=1), **changes)


def newest():
    return topics(Event.objects.order_by("-pk")[0], timezone.now())


def scopes():
    """The scopes of the newest event's topics, each checked to be whole."""
    addresses = [topic.removeprefix("http://localhost:8000") for topic in newest()]
    found = {address.rpartition("/")[0] + "/" for address in addresses}
    kinds = [f"{t}.{f}" for t in ("feed", "summary") for f in ("rss", "atom", "json")]
    assert sorted(addresses) == sorted(scope + kind for scope in found for kind in kinds)
    return found


def test_a_story_changes_every_scope_that_carries_it_in_every_format(chief):
    live(chief, tags=["ITU"])

    assert scopes() == STORY | {"/tag/itu/"}


def test_the_feed_of_the_site_is_told_first(chief):
    live(chief)

    assert newest()[0] == "http://localhost:8000/feed.rss"


def test_every_topic_is_an_address_that_answers(chief, client):
    story = live(chief, tags=["ITU"]).article
    desk.correct(
        story, revision=build.edited(story, chief, headline="B"), by=chief, what="A"
    )

    for topic in newest():
        assert client.get(topic.removeprefix("http://localhost:8000")).status_code == 200


def test_a_correction_changes_the_feed_of_corrections_and_so_does_what_follows_it(
    chief, clock
):
    story = live(chief).article
    desk.correct(
        story, revision=build.edited(story, chief, headline="B"), by=chief, what="A"
    )
    assert scopes() == STORY | {"/corrections/"}

    clock.shift(60)
    desk.refile(story, revision=build.edited(story, chief, headline="C"), by=chief)
    assert scopes() == STORY | {"/corrections/"}


def test_a_story_that_moves_changes_both_sections(chief):
    story = live(chief).article
    build.section("Telecom")
    revision = build.edited(story, chief, section=build.section("Telecom"))
    desk.update(story, revision=revision, by=chief)

    assert scopes() == STORY | {"/telecom/"}


def test_a_withdrawal_is_told_wherever_the_story_was(chief):
    story = live(chief, tags=["ITU"]).article
    desk.withdraw(story, by=chief, outcome="gone")

    assert scopes() == STORY | {"/tag/itu/", "/corrections/"}


def test_a_stopped_photo_changes_the_feeds_of_its_stories(chief):
    photo = build.photo()
    live(chief, lead_photo=photo, tags=["ITU"])
    desk.stop_photo(photo, by=chief, reason="Wrong picture")

    assert scopes() == STORY | {"/tag/itu/"}


def test_a_renamed_section_is_told_by_its_present_address(chief):
    section = live(chief).section
    desk.save_site_object(section, by=chief, changes={"slug": "technology"})

    assert "/technology/" in scopes()
    assert "/ict-materials/" not in scopes()


def test_a_merged_tag_is_told_by_what_it_became(chief):
    live(chief, tags=["ITU"])
    live(chief, headline="Second", tags=["ITU-T"])
    desk.merge_tags(build.tag("ITU-T"), into=build.tag("ITU"), by=chief)

    assert "/tag/itu/" in scopes()
    assert "/tag/itu-t/" not in scopes()


def test_the_name_of_a_tag_of_drafts_is_told_to_nobody(chief):
    build.article(chief, tags=["Secret merger"])
    desk.save_site_object(
        build.tag("Secret merger"), by=chief, changes={"description": "Hush"}
    )

    assert newest() == []


def test_a_place_of_the_front_changes_the_top_alone(chief):
    story = live(chief).article
    desk.save_site_object(FrontSlot(article=story, position=1), by=chief)

    assert scopes() == {"/top/"}


def test_a_fixed_page_changes_no_feed(chief):
    desk.save_site_object(
        FixedPage(slug="about", title="About", body="<p>Us</p>"), by=chief
    )

    assert newest() == []


def test_a_photo_in_many_stories_takes_as_many_queries(
    chief, django_assert_max_num_queries
):
    photo = build.photo()
    for number in range(10):
        live(chief, headline=f"Story {number}", lead_photo=photo)
    desk.stop_photo(
        photo, by=chief, reason="Wrong picture", at=timezone.now() + timedelta(0)
    )

    with django_assert_max_num_queries(12):
        newest()


def test_a_verb_tells_of_the_feeds_of_its_story_and_not_of_its_translations(chief, clock):
    english, russian = (
        live(chief),
        live(chief, language="ru", section=build.section("Новости")),
    )
    desk.link_translation(english.article, other=russian.article, by=chief)
    named = newest()
    clock.shift(60)

    desk.hold(english.article, by=chief)

    assert named == []
    assert scopes() == STORY | {"/corrections/"}
