"""Several programs that follow the log for one newsroom are harmless."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.delivery.follower import FollowerWorker
from articles.models import Follower


def test_only_one_process_works_at_a_time(recorder, happen):
    happen()
    other = FollowerWorker(recorder)
    recorder.before = lambda event: results.append(other.step())
    results = []

    FollowerWorker(recorder).step()

    assert results == [False]
    assert len(recorder.handed) == 1


def test_the_place_of_a_killed_process_is_taken_when_its_lease_has_run_out(
    following, recorder, happen, clock, place
):
    event = happen()
    Follower.objects.filter(pk=place().pk).claim("killed", timezone.now())
    assert following.step() is False

    clock.shift(61)
    following.step()

    assert recorder.handed == [event.pk]


def test_a_killed_processs_lease_does_not_last_for_ever_when_the_clock_steps_back(
    following, recorder, happen, clock, place
):
    event = happen()
    Follower.objects.filter(pk=place().pk).claim("killed", timezone.now())

    clock.shift(timedelta(days=-1))
    happen_now = happen()
    following.step()

    assert recorder.handed == [happen_now.pk]
    clock.shift(timedelta(days=1))
    following.step()
    assert recorder.handed == [happen_now.pk, event.pk]


def test_a_process_that_took_too_long_leaves_the_rest_to_its_successor(
    recorder, happen, clock, caplog
):
    events = [happen().pk for _ in range(3)]
    slow, successor = FollowerWorker(recorder), FollowerWorker(recorder)
    recorder.before = lambda event: overtake()

    def overtake():
        recorder.before = lambda event: None
        clock.shift(61)
        successor.step()

    slow.step()

    assert recorder.handed == [*events, events[0]]
    assert [record.message for record in caplog.records] == [
        "recorder: another process has taken over."
    ]


@pytest.mark.real_time
@pytest.mark.django_db(transaction=True)
def test_at_the_same_time_each_event_is_handed_over_once(recorder, happen):
    events = [happen().pk for _ in range(40)]

    threads = [
        threading.Thread(target=_follow_to_the_end, args=[recorder]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert recorder.handed == events


def _follow_to_the_end(recorder):
    following = FollowerWorker(recorder)
    while following.step() or Follower.objects.get(name="recorder").holder:
        pass
    connection.close()
