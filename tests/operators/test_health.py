"""/healthz, /readyz and what they say to whom."""

import time
from concurrent.futures import wait
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.core.files.storage import storages
from django.db import OperationalError

from newsroom.health import readiness, registry
from tests import build

PROXY = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}


@pytest.fixture(autouse=True)
def _nothing_found_before():
    registry.clear()
    yield
    registry.clear()


@pytest.fixture
def only(monkeypatch):
    """Leave the named checks, given as functions."""

    def leave(**functions):
        found = {name: registry._Check(ask, ready=True) for name, ask in functions.items()}
        monkeypatch.setattr(registry, "_checks", found)
        monkeypatch.setattr(registry, "_running", {})

    yield leave
    # It would answer the next test.
    wait([future for _, future in registry._running.values()])


def test_a_process_that_answers_is_alive_without_database_cookie_or_known_host(client):
    answer = client.get("/healthz", HTTP_HOST="10.0.0.7:8000")  # no database fixture here

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert (answer.cookies, answer.headers["Cache-Control"]) == ({}, "no-store")


def test_probes_are_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_probes_are_read_only(client, path):
    answer = client.post(path)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.real_time
@pytest.mark.django_db(transaction=True)
def test_a_whole_newsroom_is_ready(client):
    answer = client.get("/readyz")

    assert answer.json() == {
        "status": "ready",
        "checks": dict.fromkeys(registry.names(ready=True), "ok"),
    }
    assert answer.status_code == 200


def test_what_is_wrong_is_said_to_allowed_addresses_only(client, only):
    only(storage=lambda: "The disk is full.", clock=lambda: None)

    inside, outside = (
        client.get("/readyz"),
        client.get("/readyz", REMOTE_ADDR="203.0.113.9"),
    )

    assert inside.json()["checks"] == {"storage": "The disk is full.", "clock": "ok"}
    assert (outside.status_code, outside.content) == (503, b"unready\n")


def test_through_a_proxy_nobody_gets_details(client, only):
    only(storage=lambda: "The disk is full.")

    assert client.get("/readyz", **PROXY).content == b"unready\n"


@pytest.mark.real_time
@pytest.mark.parametrize("seconds", [1.1, 1.8])
def test_slow_is_said_and_keeps_nobody_from_being_served(client, only, seconds):
    rests = [0, seconds, 0]
    only(migrations=lambda: time.sleep(rests.pop(0)), clock=lambda: None)
    client.get("/readyz")
    _later()
    slow, elsewhere = (
        client.get("/readyz"),
        client.get("/readyz", REMOTE_ADDR="203.0.113.9"),
    )
    time.sleep(seconds - 1)
    _later()
    after = client.get("/readyz")

    said = {
        "migrations": "The check of migrations takes longer than 1 second.",
        "clock": "ok",
    }
    assert (slow.status_code, slow.json()) == (200, {"status": "ready", "checks": said})
    assert (elsewhere.status_code, elsewhere.content) == (200, b"ready\n")
    assert after.json()["checks"]["migrations"] == "ok"


@pytest.mark.real_time
def test_what_a_slow_check_finds_is_said_as_soon_as_it_is_found(client, only):
    finds = [(0, None), (1.2, "The disk is full."), (1.2, "The disk is full.")]

    def storage():
        seconds, sentence = finds.pop(0)
        time.sleep(seconds)
        return sentence

    only(storage=storage)
    client.get("/readyz")
    _later()
    slow = client.get("/readyz")
    time.sleep(0.4)
    found = client.get("/readyz")
    _later()
    again = client.get("/readyz")

    assert slow.status_code == 200
    assert (found.status_code, found.json()["checks"]) == (
        503,
        {"storage": "The disk is full."},
    )
    # Slow once more: what was wrong is, until it is known better.
    assert again.status_code == 503


@pytest.mark.real_time
def test_a_check_that_does_not_answer_at_all_is_wrong_after_some_seconds(
    client, only, monkeypatch
):
    monkeypatch.setattr(registry, "LONGEST", 1.5)
    rests = [0, 2.5]
    only(storage=lambda: time.sleep(rests.pop(0)))
    client.get("/readyz")
    _later()
    slow, hanging = client.get("/readyz"), client.get("/readyz")

    assert slow.status_code == 200
    assert hanging.status_code == 503
    assert hanging.json()["checks"]["storage"] == (
        "The check of storage has not answered for 2 seconds."
    )


@pytest.mark.real_time
def test_who_has_never_answered_is_not_ready_however_slow(client, only):
    only(storage=lambda: time.sleep(1.2))

    assert client.get("/readyz").status_code == 503


def _later():
    """What was found is no longer fresh."""
    for name, answer in registry._answers.items():
        registry._answers[name] = replace(answer, at=answer.at - registry.FRESH)


@pytest.mark.real_time
def test_a_check_that_hangs_takes_a_second_and_is_not_started_twice(client, only):
    started = []

    def hang():
        started.append(1)
        time.sleep(2.5)

    only(slow=hang)
    before = time.perf_counter()
    answer = client.get("/readyz")
    registry.clear()
    client.get("/readyz")

    assert (
        answer.json()["checks"]["slow"] == "The check of slow takes longer than 1 second."
    )
    assert (time.perf_counter() - before < 2.4, len(started)) == (True, 1)


def test_a_flood_of_probes_asks_once(client, only):
    asked = []
    only(counted=lambda: asked.append(1))

    for _ in range(20):
        client.get("/readyz")

    assert len(asked) == 1


def test_a_check_that_breaks_is_a_sentence(only):
    def broken():
        raise OperationalError("secret words")

    only(broken=broken)

    assert [problem.sentence for problem in registry.examine()] == [
        "The check of broken got no answer from the database."
    ]


def test_a_full_disk_is_a_sentence(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["default"]), "_save", full)

    assert (
        readiness.storage() == "Photos cannot be stored (default): No space left on device."
    )


def test_a_late_follower_is_named(monkeypatch):
    late = [
        SimpleNamespace(name="websub", seconds=90.0),
        SimpleNamespace(name="x", seconds=9.0),
    ]
    monkeypatch.setattr(readiness, "lag", lambda at: late)

    assert readiness.followers() == (
        "Followers of the log are late: websub by 90 s. Is manage.py follow running?"
    )


@pytest.mark.django_db
def test_demo_accounts_in_production_are_named(settings):
    build.person("Chief", "chief")
    assert readiness.demo_accounts() is None

    settings.PRODUCTION = True

    assert readiness.demo_accounts() == (
        "Accounts have the password that the documentation prints: chief."
    )
