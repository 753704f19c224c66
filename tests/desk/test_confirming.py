"""A withdrawal holds at once, and a second person stands behind it within 24 hours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Confirmation
from articles.models.immutable import ImmutableError
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiefs():
    return build.person("Chief", "chief"), build.person("Chief", "chief2")


@pytest.fixture
def story(chiefs):
    story = build.live(chiefs[0], at=build.an_hour_ago()).article
    desk.withdraw(story, by=chiefs[0], outcome="gone", reason="Wrong to the root")
    return story


def test_a_second_chief_confirms_on_the_record(story, chiefs):
    confirmation = desk.confirm_withdrawal(story, by=chiefs[1])

    assert (confirmation.actor, confirmation.edition.kind) == (chiefs[1], "withdrawal")
    assert list(desk.unconfirmed_withdrawals()) == []


def test_who_withdrew_does_not_confirm(story, chiefs):
    with pytest.raises(desk.NotAllowed, match="You withdrew this story yourself"):
        desk.confirm_withdrawal(story, by=chiefs[0])

    assert "confirm_withdrawal" not in desk.available_verbs(story, chiefs[0])
    assert "confirm_withdrawal" in desk.available_verbs(story, chiefs[1])


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Photo desk", "Legal"])
def test_no_other_role_confirms(role, story):
    with pytest.raises(desk.NotAllowed, match="You may not do this"):
        desk.confirm_withdrawal(story, by=build.person(role))


def test_it_is_confirmed_once(story, chiefs):
    desk.confirm_withdrawal(story, by=chiefs[1])

    with pytest.raises(desk.WrongState):
        desk.confirm_withdrawal(story, by=build.person("Chief"))


def test_what_is_live_has_nothing_to_confirm(chiefs):
    with pytest.raises(desk.WrongState):
        desk.confirm_withdrawal(
            build.live(chiefs[0], at=build.an_hour_ago()).article, by=chiefs[1]
        )


def test_bringing_the_story_back_ends_the_waiting(story, chiefs, clock):
    clock.shift(60)

    desk.publish(story, revision=build.approve(story, chiefs[1]), by=chiefs[1])

    assert list(desk.unconfirmed_withdrawals()) == []


def test_the_other_chiefs_are_told_and_told_again(story, chiefs, clock):
    other = chiefs[1].notices
    assert other.count() == 1 and chiefs[0].notices.count() == 0

    clock.shift(timedelta(hours=3))
    assert (desk.remind_confirmers(), other.count()) == (0, 1)
    clock.shift(timedelta(hours=2))
    assert (desk.remind_confirmers(), desk.remind_confirmers(), other.count()) == (1, 0, 2)


def test_nobody_is_reminded_of_what_is_confirmed(story, chiefs, clock):
    desk.confirm_withdrawal(story, by=chiefs[1])

    clock.shift(timedelta(hours=30))

    assert desk.remind_confirmers() == 0


def test_a_confirmation_is_never_changed_or_deleted(story, chiefs):
    confirmation = desk.confirm_withdrawal(story, by=chiefs[1])
    confirmation.at = timezone.now()

    with pytest.raises(ImmutableError):
        confirmation.save()
    with pytest.raises(ImmutableError):
        confirmation.delete()
    assert Confirmation.objects.get().actor == chiefs[1]
