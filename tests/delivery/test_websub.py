"""Hubs are told of what changed: once a burst, patiently, and never at the cost of publishing."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone
from urllib3 import Timeout

from articles import desk
from articles.delivery import enrol, hub_pings, lag
from articles.delivery.registry import workers
from articles.delivery.runner import run_once
from articles.models import Hub, Ping
from tests import build

pytestmark = pytest.mark.django_db
FEED = "http://localhost:8000/feed.rss"
HOUR = timedelta(hours=1)


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level("ERROR")


def row():
    return Hub.objects.get()


def test_a_publication_is_told_with_all_its_topics(hub, chief, follow):
    build.live(chief)

    follow()

    assert len(hub.told) == len(set(hub.told)) == 5 * 6
    assert hub.told.count(FEED) == 1
    assert not Ping.objects.exists()


def test_a_burst_is_one_ping(hub, chief, clock):
    for headline in ("First", "Second", "Third"):
        build.live(chief, headline=headline)
        run_once(workers())
    assert hub.told == []

    clock.shift(1)
    run_once(workers())

    assert len(hub.told) == len(set(hub.told)) == 5 * 6


def test_a_burst_counts_from_its_first_change(hub, chief, clock):
    for headline in ("First", "Second", "Third"):
        build.live(chief, headline=headline)
        run_once(workers())
        clock.shift(0.5)
    run_once(workers())

    assert hub.told.count(FEED) == 1


def test_a_change_while_it_is_being_told_is_told_again(hub, chief, follow, monkeypatch):
    build.live(chief)
    keep, changes = hub_pings._save, iter([99_999_999])

    def change_meanwhile(row, told):
        for event in changes:
            Ping.objects.filter(topic=FEED).update(event_id=event)
        return keep(row, told)

    monkeypatch.setattr(hub_pings, "_save", change_meanwhile)
    follow()

    assert hub.told.count(FEED) == 2
    assert not Ping.objects.exists()


def test_a_scheduled_story_is_told_at_its_minute_and_not_before(hub, chief, follow, clock):
    build.live(chief, at=timezone.now() + HOUR)
    follow()
    assert hub.told == []

    clock.shift(HOUR)
    follow()
    assert hub.told.count(FEED) == 1


def test_an_update_and_a_withdrawal_are_told_too(hub, chief, follow, clock):
    story = build.live(chief).article
    follow()
    clock.shift(60)
    desk.update(story, revision=build.edited(story, chief, headline="New"), by=chief)
    follow()
    clock.shift(60)
    desk.withdraw(story, by=chief, outcome="gone")
    follow()

    assert hub.told.count(FEED) == 3


def test_a_hold_is_first_in_line_and_waits_for_no_burst(hub, chief, follow, clock):
    story = build.live(chief, section=build.section("Telecom")).article
    follow()
    hub.told.clear()
    clock.shift(60)
    build.live(chief, headline="Other")
    desk.hold(story, by=chief)

    run_once(workers())

    assert "http://localhost:8000/telecom/feed.rss" in hub.told
    assert "http://localhost:8000/ict-materials/feed.rss" not in hub.told


def test_what_is_history_when_a_hub_is_named_is_not_told(hub, chief, follow, clock):
    build.live(chief)
    clock.shift(timedelta(days=4))

    follow()

    assert hub.told == []


def test_publishing_opens_no_socket(hub, chief, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)

    assert build.live(chief).pk


def test_a_hub_that_fails_is_asked_once_and_rests(hub, chief, follow):
    hub.answers = [503] * 100
    build.live(chief)

    follow()

    assert len(hub.told) <= 4
    assert (row().failures, row().answer) == (1, "HTTP 503")
    assert Ping.objects.count() == 30


def test_a_dead_hub_is_probed_ever_less_often_with_one_ping(hub, chief, follow, clock):
    hub.answers = [503] * 100
    build.live(chief)
    follow()
    pauses = []

    for _ in range(13):
        hub.told.clear()
        pauses.append((row().rests_until - timezone.now()).total_seconds())
        follow()
        assert hub.told == []
        clock.move_to(row().rests_until)
        follow()
        assert len(hub.told) == 1

    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 3600


def test_a_hub_that_comes_back_is_told_everything_once(hub, chief, follow, clock):
    hub.answers = [503] * 4
    build.live(chief)
    follow()
    hub.told.clear()

    clock.shift(2)
    follow()

    assert len(hub.told) == len(set(hub.told)) == 30
    assert (row().failures, row().rests_until) == (0, None)


def test_nobody_there_is_a_failure_too(chief, follow, settings):
    settings.WEBSUB_HUBS = ["http://127.0.0.1:1/"]
    enrol()
    build.live(chief)

    follow()

    assert row().answer == "No connection: NewConnectionError"


def test_a_hub_that_says_nothing_is_left_in_time(chief, follow, settings, monkeypatch):
    monkeypatch.setattr(hub_pings, "TIMEOUT", Timeout(connect=1, read=0.05))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.WEBSUB_HUBS = [f"http://127.0.0.1:{silent.getsockname()[1]}/"]
        enrol()
        build.live(chief)

        follow()

    assert row().answer == "It did not answer in time"


def test_a_redirect_is_not_followed(hub, chief, follow):
    hub.answers = [307] * 30
    hub.extra = {"Location": "http://127.0.0.1:1/elsewhere"}
    build.live(chief)

    follow()

    assert row().answer == "HTTP 307"
    assert row().accepted_at is None


def test_an_answer_of_any_length_is_not_read(hub, chief, follow):
    hub.extra = {"Content-Length": str(10**12)}
    hub.answers = [202] * 30
    build.live(chief)

    follow()

    assert not Ping.objects.exists()


def test_a_topic_that_is_refused_does_not_stop_the_others(hub, chief, follow, clock):
    hub.answers = [404]
    build.live(chief)

    follow()

    refused = Ping.objects.get()
    assert len(hub.told) == 30
    assert (refused.error, refused.attempts) == ("HTTP 404", 1)
    clock.shift(2)
    follow()
    assert not Ping.objects.exists()


def test_after_a_day_a_topic_is_given_up(hub, chief, follow, clock):
    hub.answers = [503] * 100
    build.live(chief)
    follow()

    clock.shift(timedelta(hours=25))
    follow()

    assert not Ping.objects.exists()
    assert row().lost == 30


def test_a_dead_hub_keeps_no_other_waiting(hub, chief, settings, follow):
    settings.WEBSUB_HUBS = ["http://127.0.0.1:1/", hub.url]
    enrol()
    build.live(chief)

    follow()

    assert hub.told.count(FEED) == 1


def test_a_hub_that_is_named_no_more_is_forgotten(hub, chief, settings):
    settings.WEBSUB_HUBS = []

    enrol()

    assert not Hub.objects.exists()
    assert [entry.name for entry in lag(timezone.now())] == ["photo_files"]


def test_the_lag_of_a_hub_is_how_long_its_oldest_ping_waits(hub, chief, follow, clock):
    hub.answers = [503] * 4
    build.live(chief)
    follow()
    clock.shift(1)

    found = lag(timezone.now())

    assert found[-1] == (f"hub {hub.url}", 1.0, 30, 1)
    assert [entry[1:] for entry in found[:-1]] == [(0.0, 0, 0), (0.0, 0, 0)]
