"""Holding, releasing and withdrawing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.enums import Kind, Outcome
from articles.models import Edition, EditionTag, Event
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def editor():
    return build.person("Editor", "editor")


@pytest.fixture
def edition(chief, clock):
    made = build.live(chief, tags=["ITU"])
    clock.shift(60)
    return made


def test_a_hold_takes_the_words_away_at_once(edition, editor):
    held = desk.hold(edition.article, by=editor, reason="A source called.")

    assert not Edition.objects.live().exists()
    assert list(Edition.objects.current()) == list(Edition.objects.wire()) == [held]
    assert set(held.content) == {"headline", "section", "language", "since"}


def test_a_hold_stays_in_the_feeds_of_its_tags(edition, editor):
    held = desk.hold(edition.article, by=editor)

    assert [row.edition for row in EditionTag.objects.wire()] == [held]
    assert not EditionTag.objects.live().exists()


def test_release_gives_the_same_words_again(edition, editor, clock):
    desk.hold(edition.article, by=editor)
    clock.shift(60)

    released = desk.release(edition.article, by=editor)

    assert (released.content, released.digest) == (edition.content, edition.digest)
    assert released.updated_at is None


def test_another_editor_does_not_end_a_hold(edition, editor):
    desk.hold(edition.article, by=editor)

    with pytest.raises(desk.NotAllowed):
        desk.release(edition.article, by=build.person("Editor"))


def test_an_update_does_not_end_a_hold(edition, editor, chief, clock):
    desk.hold(edition.article, by=editor)
    clock.shift(60)
    revision = build.edited(edition.article, chief, headline="Now it is right")

    with pytest.raises(desk.WrongState):
        desk.update(edition.article, revision=revision, by=chief)
    with pytest.raises(desk.NotAllowed):
        desk.publish(edition.article, revision=revision, by=editor)

    assert desk.publish(edition.article, revision=revision, by=chief).kind == Kind.UPDATE


def test_asking_for_a_withdrawal_holds_the_story(edition, editor):
    asked = desk.request_withdrawal(
        edition.article, by=editor, reason="The photo is a fake."
    )

    assert (asked.kind, asked.withdrawal_requested) == (Kind.HOLD, True)
    with pytest.raises(desk.NotAllowed):
        desk.release(edition.article, by=editor)


def test_a_withdrawal_keeps_no_word_of_the_story(edition, chief):
    gone = desk.withdraw(edition.article, by=chief, outcome=Outcome.GONE)

    assert (gone.content, gone.headline, gone.title, gone.slug) == ({}, "", "", "withdrawn")
    assert list(Edition.objects.wire()) == [gone]


def test_a_withdrawal_leaves_the_wire_after_thirty_days(edition, chief, clock):
    desk.withdraw(edition.article, by=chief, outcome=Outcome.GONE)

    clock.shift(30 * 24 * 3600)

    assert not Edition.objects.wire().exists()
    assert Edition.objects.current().count() == 1


def test_a_notice_needs_its_reason(edition, chief):
    with pytest.raises(desk.NotReady, match="reason"):
        desk.withdraw(edition.article, by=chief, outcome=Outcome.NOTICE)


def test_only_a_live_story_takes_the_place_of_another(edition, chief):
    draft = build.article(chief)

    with pytest.raises(desk.NotReady, match="live"):
        desk.withdraw(
            edition.article, by=chief, outcome=Outcome.REPLACED_BY, replaced_by=draft
        )


def test_an_editor_does_not_withdraw(edition, editor):
    with pytest.raises(desk.NotAllowed):
        desk.withdraw(edition.article, by=editor, outcome=Outcome.GONE)


def test_a_chief_brings_back_a_withdrawn_story_with_its_first_publication(
    edition, chief, clock
):
    desk.withdraw(edition.article, by=chief, outcome=Outcome.GONE)
    clock.shift(3600)

    back = desk.publish(edition.article, revision=edition.revision, by=chief)

    assert back.first_published == edition.first_published
    assert back.get_absolute_url() == edition.get_absolute_url()


def test_a_hold_cancels_what_waits(edition, chief, editor):
    revision = build.edited(edition.article, chief, headline="For the evening")
    later = timezone.now() + timedelta(hours=2)
    waits = desk.update(edition.article, revision=revision, by=chief, at=later)

    held = desk.hold(edition.article, by=editor)

    assert held.displaced == waits
    assert [event.verb for event in Event.objects.tail(0)] == [
        "first",
        "update",
        "cancel",
        "hold",
    ]
