"""The page of deliveries: for chiefs and administrators, to be read."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.delivery import enrol
from articles.delivery.registry import workers
from articles.delivery.runner import run_once
from articles.desk.log import events
from articles.models import Due, Follower, Hub
from tests import build

PAGE = reverse("admin:articles_follower_changelist")


@pytest.fixture(autouse=True)
def rows():
    enrol()


def words(response):
    """The page's words, without its markup."""
    text = response.content.decode().partition('<div id="content-main"')[2]
    return " ".join(re.sub("<[^>]+>", " ", text).split())


@pytest.mark.parametrize("role", ["Legal", "Reporter", "Photo desk", "Editor"])
def test_others_are_refused(role, at_desk):
    assert at_desk(build.person(role)).get(PAGE).status_code == 403


def test_where_all_is_done_it_says_so(at_desk, chief):
    shown = words(at_desk(chief).get(PAGE))

    assert (
        "photo_files deletes the public files of photos that have ended Up to date 0 0"
        in shown
    )
    assert "No hub is named, so no feed mentions one." in shown
    assert "Nothing has failed." in shown
    assert "No scheduled moment lies ahead." in shown


def test_it_says_how_far_a_follower_is_behind(at_desk, chief, clock):
    build.live(chief)
    clock.shift(90)

    assert "90 seconds behind 1 0 none yet" in words(at_desk(chief).get(PAGE))


def test_it_shows_what_is_still_to_come(at_desk, chief):
    photo, moment = build.photo(), timezone.now() + timedelta(days=1)
    desk.stop_photo(photo, by=chief, reason="Licence", at=moment)
    run_once(workers())

    shown = words(at_desk(chief).get(PAGE))

    assert "29 November 2025 19:02 (UTC +04:00) photo_files" in shown


def test_it_shows_what_failed_and_why(at_desk, chief, monkeypatch, caplog):
    monkeypatch.setattr(default_storage, "delete", lambda name: 1 / 0, raising=False)
    desk.stop_photo(build.photo(), by=chief, reason="Wrong picture")
    run_once(workers())

    shown = words(at_desk(chief).get(PAGE))

    assert "Tries again" in shown
    assert (
        "ZeroDivisionError: division by zero 1 28 November 2025 19:02 (UTC +04:00)" in shown
    )
    assert len(caplog.records) == 1


def test_it_shows_how_a_hub_answers(at_desk, chief):
    hub = Hub.objects.create(url="https://hub.example/")
    hub.fails(timezone.now(), "No connection")

    shown = words(at_desk(chief).get(PAGE))

    assert (
        "https://hub.example/ 1 failure in a row asked again 28 November 2025 19:02"
        in shown
    )
    assert "No connection" in shown


@pytest.mark.parametrize("tail", ["add/", "1/change/", "1/history/", "1/delete/"])
def test_nothing_can_be_written(tail, at_desk):
    admin = at_desk(build.admin())

    answers = [
        admin.get(f"{PAGE}{tail}").status_code,
        admin.post(f"{PAGE}{tail}").status_code,
    ]

    assert set(answers) <= {403, 404}
    assert Follower.objects.exists()


def test_it_takes_as_many_queries_for_many_failures(at_desk, chief):
    client, counts = at_desk(chief), []
    for number in (1, 30):
        _fail(chief, number)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def _fail(by, number):
    place = Follower.objects.get(name="photo_files")
    for _ in range(number):
        event = events.log_event(
            "save_site_object", by=by, keys=["site"], at=timezone.now()
        )
        Due(follower=place, event=event).postpone("Broken", timezone.now())
