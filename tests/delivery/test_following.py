"""A follower is handed every event at its moment, in order, at least once."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.delivery.follower import FollowerWorker
from articles.models import Due

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL)


def test_events_are_handed_over_in_order_once(following, recorder, happen):
    events = [happen().pk for _ in range(5)]

    assert (following.step(), following.step()) == (True, False)
    assert recorder.handed == events


def test_what_happens_later_is_handed_over_later(following, recorder, happen):
    first = happen().pk
    following.step()
    second = happen().pk
    following.step()

    assert recorder.handed == [first, second]


def test_an_idle_follower_asks_one_question_and_writes_nothing(
    following, happen, django_assert_num_queries
):
    happen()
    following.step()

    with django_assert_num_queries(1):
        assert following.step() is False


def test_what_it_does_not_want_is_not_written_one_by_one(
    following, happen, django_assert_max_num_queries
):
    for _ in range(30):
        happen(verb="dull")

    with django_assert_max_num_queries(8):
        following.step()


def test_a_scheduled_event_waits_for_its_moment_and_holds_up_nobody(
    following, recorder, happen, clock
):
    later, now = happen(at=timezone.now() + HOUR), happen()

    following.step()
    assert recorder.handed == [now.pk]

    clock.shift(HOUR)
    following.step()
    assert recorder.handed == [now.pk, later.pk]
    assert not Due.objects.exists()


def test_scheduled_events_of_one_moment_come_in_order(following, recorder, happen, clock):
    events = [happen(at=timezone.now() + HOUR).pk for _ in range(3)]
    following.step()

    clock.shift(2 * HOUR)
    following.step()

    assert recorder.handed == events


def test_a_follower_that_was_away_misses_nothing(following, recorder, happen, clock):
    events = [happen().pk, happen(at=timezone.now() + HOUR).pk]

    clock.shift(48 * HOUR)
    following.step()

    assert recorder.handed == events


def test_an_event_that_fails_stops_nobody_behind_it(following, recorder, happen):
    poison, good = happen(), happen()
    recorder.poison = {poison.pk}

    following.step()

    assert recorder.handed == [good.pk]
    assert Due.objects.get().error == "ValueError: Poison"


def test_an_event_that_fails_is_tried_again_less_and_less_often(
    following, recorder, happen, clock
):
    recorder.poison = {happen().pk}
    pauses = []
    following.step()

    for _ in range(13):
        due = Due.objects.get()
        pauses.append((due.at - timezone.now()).total_seconds())
        assert following.step() is False
        clock.move_to(due.at)
        following.step()

    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 3600


def test_an_event_that_failed_is_done_once_its_cause_is_gone(
    following, recorder, happen, clock
):
    event = happen()
    recorder.poison = {event.pk}
    following.step()
    recorder.poison = set()

    clock.shift(2)
    following.step()

    assert recorder.handed == [event.pk]
    assert not Due.objects.exists()


def test_a_crash_between_acting_and_keeping_it_means_twice(
    following, recorder, happen, monkeypatch
):
    event = happen()
    monkeypatch.setattr(FollowerWorker, "_advance", _crash)
    with pytest.raises(KeyboardInterrupt):
        following.step()
    monkeypatch.undo()

    FollowerWorker(recorder).step()

    assert recorder.handed == [event.pk, event.pk]


def _crash(*args):
    raise KeyboardInterrupt


def test_a_clock_that_steps_back_hands_nothing_over_twice_or_never(
    following, recorder, happen, clock
):
    before = happen()
    following.step()
    clock.shift(-HOUR)
    after, late = happen(), happen(at=timezone.now() + HOUR / 2)
    following.step()
    clock.shift(HOUR)
    following.step()

    assert recorder.handed == [before.pk, after.pk, late.pk]


def test_a_retry_is_not_put_off_by_a_clock_that_steps_back(
    following, recorder, happen, clock
):
    event = happen()
    recorder.poison = {event.pk}
    following.step()
    recorder.poison = set()

    clock.shift(-24 * HOUR)
    following.step()

    assert recorder.handed == [event.pk]


def test_being_told_to_stop_finishes_the_present_item(following, recorder, happen, place):
    first, _ = happen(), happen()
    recorder.before = lambda event: following.stop()

    following.step()

    assert recorder.handed == [first.pk]
    assert (place().cursor, place().holder) == (first.pk, "")
