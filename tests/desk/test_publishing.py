"""What publishing makes public, when, and what it refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.enums import Kind
from articles.models import Edition, Event
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def test_published_equals_approved(chief):
    story, revision = build.approved(chief, tags=["ITU"], lead_photo=build.photo())

    edition = desk.publish(story, revision=revision, by=chief)

    assert (edition.digest, edition.content) == (revision.digest, revision.story)


def test_the_first_edition_is_live_at_once(chief):
    edition = build.live(chief)

    assert list(Edition.objects.live()) == [edition]
    assert (edition.kind, edition.number) == (Kind.FIRST, 1)
    assert edition.first_published == timezone.now()


def test_a_revision_that_nobody_approved_is_refused(chief):
    story = build.article(chief)

    with pytest.raises(desk.NotApproved):
        desk.publish(story, revision=story.revisions.first(), by=chief)

    assert not Edition.objects.exists()
    assert not Event.objects.exists()


def test_words_saved_after_approval_do_not_become_public(chief):
    story, revision = build.approved(chief)
    later = desk.save(
        story, by=chief, version=1, changes={"headline": "Nobody approved this"}
    )

    with pytest.raises(desk.NotApproved, match="Revision 1 was approved, not revision 2"):
        desk.publish(story, revision=later, by=chief)

    assert (
        desk.publish(story, revision=revision, by=chief).headline
        == revision.story["headline"]
    )
    assert [change[0] for change in desk.changes_since(story, revision)] == [
        "Headline",
        "Slug",
    ]


def test_a_scheduled_edition_stands_from_its_minute_on(chief, clock):
    moment = timezone.now() + timedelta(hours=2)
    edition = build.live(chief, at=moment)
    assert not Edition.objects.live().exists()

    clock.move_to(moment)

    assert list(Edition.objects.live()) == [edition]


def test_scheduling_ends_the_predecessor_at_the_same_instant(chief, clock):
    first = build.live(chief)
    clock.shift(60)
    moment = timezone.now() + timedelta(hours=1)

    revision = build.edited(first.article, chief, headline="Another headline")
    second = desk.update(first.article, revision=revision, by=chief, at=moment)

    first.refresh_from_db()
    assert first.live_until == second.live_from == moment
    assert list(Edition.objects.live()) == [first]


def test_cancelling_leaves_an_empty_life_and_an_open_ended_predecessor(chief, clock):
    first = build.live(chief)
    clock.shift(60)
    revision = build.edited(first.article, chief, headline="Another headline")
    desk.update(
        first.article, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1)
    )

    cancelled = desk.cancel(first.article, by=chief)

    first.refresh_from_db()
    assert cancelled.live_until == cancelled.live_from
    assert first.live_until is None


def test_a_correction_cancels_what_waits_and_says_so(chief, clock):
    first = build.live(chief)
    clock.shift(60)
    revision = build.edited(first.article, chief, headline="For the evening")
    waits = desk.update(
        first.article, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1)
    )

    revision = build.edited(first.article, chief, headline="Corrected")
    correction = desk.correct(
        first.article, revision=revision, by=chief, what="The number."
    )

    clock.shift(7200)
    assert correction.displaced == waits
    assert list(Edition.objects.live()) == [correction]


def test_publishing_the_same_words_twice_yields_one_edition(chief):
    edition = build.live(chief)

    with pytest.raises(desk.WrongState, match="already published"):
        desk.publish(edition.article, revision=edition.revision, by=chief)

    assert Edition.objects.count() == 1


def test_only_updates_and_corrections_move_what_readers_see_as_updated(chief, clock):
    first = build.live(chief)
    clock.shift(60)
    refiled = desk.refile(
        first.article,
        revision=build.edited(first.article, chief, headline="Slip"),
        by=chief,
    )
    clock.shift(60)
    revision = build.edited(first.article, chief, headline="Fact")

    corrected = desk.correct(first.article, revision=revision, by=chief, what="A fact.")

    assert (first.updated_at, refiled.updated_at) == (None, None)
    assert corrected.updated_at == corrected.live_from
    assert corrected.first_published == first.first_published


def test_a_correction_needs_its_note(chief):
    edition = build.live(chief)

    with pytest.raises(desk.NotReady, match="Say what was wrong"):
        desk.correct(edition.article, revision=edition.revision, by=chief, what=" ")


def test_a_first_publication_that_was_cancelled_does_not_count(chief, clock):
    waits = build.live(chief, at=timezone.now() + timedelta(hours=1))
    desk.cancel(waits.article, by=chief)
    clock.shift(7200)

    edition = desk.publish(waits.article, revision=waits.revision, by=chief)

    assert (edition.kind, edition.first_published) == (Kind.FIRST, timezone.now())
    assert edition.number == 2


def test_an_embargo_is_never_broken(chief, clock):
    embargo = timezone.now() + timedelta(hours=3)
    story, revision = build.approved(chief, embargo_until=embargo)

    with pytest.raises(desk.Embargoed, match=r"28 November 2025 22:02 \(UTC \+04:00\)"):
        desk.publish(story, revision=revision, by=chief)

    assert desk.publish(story, revision=revision, by=chief, at=embargo).live_from == embargo


def test_an_embargo_later_than_the_schedule_is_refused(chief):
    waits = build.live(chief, at=timezone.now() + timedelta(hours=1))
    late = timezone.now() + timedelta(hours=5)

    with pytest.raises(desk.WrongState, match="cancel that first"):
        desk.save(waits.article, by=chief, version=1, changes={"embargo_until": late})


def test_an_embargo_on_a_live_story_is_refused(chief):
    edition = build.live(chief)
    late = timezone.now() + timedelta(hours=5)

    with pytest.raises(desk.WrongState, match="too late"):
        desk.save(edition.article, by=chief, version=1, changes={"embargo_until": late})


def test_a_story_without_a_section_is_not_ready(chief):
    story, revision = build.approved(chief, section=None)

    with pytest.raises(desk.NotReady, match="Choose a section"):
        desk.publish(story, revision=revision, by=chief)


def test_a_reporter_does_not_publish(chief):
    reporter = build.person("Reporter")
    story = build.article(reporter)
    revision = build.approve(story, chief)

    with pytest.raises(desk.NotAllowed):
        desk.publish(story, revision=revision, by=reporter)


def test_publishing_writes_one_event_with_the_keys_it_touches(chief):
    edition = build.live(chief, tags=["ITU"])

    event = Event.objects.get()
    assert (event.verb, event.effective_at) == ("first", edition.live_from)
    assert set(event.keys) == {
        f"article:{edition.article_id}",
        f"section:{edition.section_id}",
        f"tag:{build.tag('ITU').pk}",
        f"author:{build.author().pk}",
        "front",
        "latest",
    }
