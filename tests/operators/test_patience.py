"""A request waits for the database as long as it has patience, and then says so honestly."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import OperationalError, close_old_connections, connection
from django.test import Client
from django.urls import reverse

from articles.models import Article
from newsroom.backends import patience
from newsroom.backends.postgresql.base import REST, Connection
from newsroom.health import registry
from newsroom.web.outages import RETRY_AFTER
from tests import build
from tests.editors.typing_in import opened
from tests.operators.freezing import Network
from tests.operators.test_outages import said, sent_again

ADD = reverse("admin:articles_article_add")
PATIENCE = 2  # seconds
# the driver gives each new connection two seconds, and this is a test
LONGEST = 2 * PATIENCE + 1
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]


@pytest.fixture(autouse=True)
def _little_patience(settings):
    settings.DATABASE_PATIENCE = PATIENCE
    yield
    patience.end()
    connection.close()  # It may have the limits of a request.
    Connection.silent_until = 0.0


@pytest.fixture
def network():
    """Every connection that is opened from here on goes over it."""
    there = connection.settings_dict
    kept = {name: there[name] for name in ("HOST", "PORT", "OPTIONS")}
    network = Network((there["HOST"], int(there["PORT"] or 5432)))
    connection.close()
    options = there["OPTIONS"] | {"connect_timeout": 2}
    there.update(HOST="127.0.0.1", PORT=network.port, OPTIONS=options)
    yield network
    network.close()
    connection.close()
    there.update(kept)


@pytest.fixture
def desk():
    client = Client(raise_request_exception=False)
    client.force_login(build.person("Chief"))
    return client


@pytest.fixture
def readers(live_server):
    """Eight browsers, each with a connection of its own that is kept open."""
    host, port = live_server.thread.host, live_server.thread.port
    eight = [http.client.HTTPConnection(host, port, timeout=60) for _ in range(8)]
    yield eight
    for one in eight:
        one.close()


def asked(reader):
    started = time.monotonic()
    reader.request("GET", "/latest/")
    answer = reader.getresponse()
    answer.read()
    return answer.status, answer.headers["Retry-After"], time.monotonic() - started


def at_once(readers):
    """What each is told, and the seconds of the one who waited longest."""
    with ThreadPoolExecutor(len(readers)) as pool:
        answers = list(pool.map(asked, readers))
    return [answer[:2] for answer in answers], max(seconds for *_, seconds in answers)


def written(desk):
    return opened(desk, ADD) | {"headline": "A long day", "body": f"<p>{'word ' * 50}</p>"}


def shown(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


@pytest.mark.postgres
def test_a_frozen_database_is_a_503_for_all_readers_and_heals_by_itself(network, readers):
    at_once(readers[:4])  # Four of the server's connections are open, four will be new.
    network.freeze()
    frozen, first = at_once(readers)
    again, second = at_once(readers)
    network.thaw()
    time.sleep(REST + 0.1)
    thawed, _ = at_once(readers)

    assert frozen == again == [(503, str(RETRY_AFTER))] * 8
    assert first < LONGEST
    assert second < 1  # It is known by now: one asks, and the others do not wait with it.
    assert thawed == [(200, None)] * 8


@pytest.mark.postgres
def test_a_database_that_falls_silent_in_the_middle_of_a_page_is_waited_for_so_long(
    network,
):
    client = Client(raise_request_exception=False)
    client.get("/latest/")
    network.freeze_at = b"articles_edition"
    started = time.monotonic()
    frozen = client.get("/latest/?page=1")
    seconds = time.monotonic() - started
    network.thaw()
    close_old_connections()  # as the server does before a request; the test client does not

    assert (frozen.status_code, frozen.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert PATIENCE - 0.2 < seconds < LONGEST
    assert client.get("/latest/").status_code == 200


@pytest.mark.postgres
def test_what_was_sent_before_it_fell_silent_is_not_saved_and_kept_on_the_page(
    network, desk
):
    typed = written(desk)
    network.freeze_at = b'INSERT INTO "articles_article"'
    refused = desk.post(ADD, typed)
    network.thaw()
    close_old_connections()
    count = Article.objects.count()

    saved = desk.post(ADD, sent_again(refused))

    assert (refused.status_code, count) == (503, 0)
    assert said(refused).startswith(
        "The database does not answer. Nothing has changed, and what"
    )
    assert (saved.status_code, Article.objects.get().headline) == (302, "A long day")


@pytest.mark.postgres
def test_what_was_being_saved_when_it_fell_silent_is_called_neither_lost_nor_saved(
    network, desk
):
    typed = written(desk)
    network.freeze_at = b"COMMIT"
    refused = desk.post(ADD, typed)
    network.thaw()
    close_old_connections()
    time.sleep(0.5)

    assert refused.status_code == 503
    assert said(refused).startswith(
        "The database does not answer. It is not known whether your change was saved: look in "
        "another tab before you send it again. What you wrote is kept on this page"
    )
    assert sent_again(refused)["headline"] == ["A long day"]
    assert Article.objects.get().headline == "A long day"  # The question arrived after all.


@pytest.mark.postgres
def test_who_writes_while_it_is_frozen_finds_all_words_on_the_page(network, desk):
    """The form is read, and its token compared, before anybody asks who is signed in."""
    desk.handler.enforce_csrf_checks = True
    typed = written(desk) | {"csrfmiddlewaretoken": desk.cookies["csrftoken"].value}
    network.freeze()
    refused = desk.post(ADD, typed)

    assert said(refused).startswith(
        "The database does not answer. Nothing has changed, and what"
    )
    assert sent_again(refused)["headline"] == ["A long day"]


@pytest.mark.postgres
def test_a_form_from_elsewhere_is_not_given_a_token(network, desk):
    desk.handler.enforce_csrf_checks = True
    network.freeze()
    refused = desk.post(ADD, {"headline": "Not mine"}, HTTP_ORIGIN="https://evil.example")

    assert (refused.status_code, b"Not mine" in refused.content) == (403, False)


@pytest.mark.postgres
def test_who_signs_in_meanwhile_finds_the_name_on_the_page_and_no_password(network):
    client = Client(raise_request_exception=False)
    connection.close()
    network.freeze()
    refused = client.post(
        reverse("admin:login"), {"username": "leyla", "password": "hunter2"}
    )

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert (sent_again(refused)["username"], b"hunter2" in refused.content) == (
        ["leyla"],
        False,
    )


@pytest.mark.postgres
def test_readyz_says_so_within_two_seconds(network, client):
    registry.clear()
    network.freeze()
    started = time.monotonic()
    answer = client.get("/readyz")
    seconds = time.monotonic() - started
    registry.clear()

    assert (answer.status_code, seconds < 2) == (503, True)
    assert answer.json()["checks"]["database"] in {
        "The database does not answer.",
        "The check of database takes longer than 1 second.",
    }


@pytest.mark.postgres
def test_a_database_that_freezes_later_is_said_as_well(network, client):
    registry.clear()
    ready = client.get("/readyz").status_code
    network.freeze()
    deadline = time.monotonic() + registry.FRESH + registry.LONGEST + 2
    while (
        answer := client.get("/readyz")
    ).status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    registry.clear()

    assert (ready, answer.status_code) == (200, 503)
    assert answer.json()["checks"]["database"] == "The database does not answer."


@pytest.mark.postgres
def test_connections_of_requests_have_limits_in_the_server_and_those_of_commands_none():
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    connection.close()
    command = [shown(name) for name in names]
    connection.close()
    patience.begin()
    request = [shown(name) for name in names]
    connection.close()

    assert command == ["0", "0", "0"]
    assert request == ["2s", "1s", "1min"]


@pytest.mark.postgres
def test_a_command_waits_as_long_as_it_takes():
    connection.close()
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [PATIENCE + 0.5])

    assert time.monotonic() - started > PATIENCE


@pytest.mark.postgres
def test_a_row_that_another_keeps_locked_is_a_busy_database(desk):
    story = build.article()
    url = reverse("admin:articles_article_change", args=[story.pk])
    typed = opened(desk, url) | {"headline": "Another day"}
    connection.close()
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM articles_article FOR UPDATE")
        refused = desk.post(url, typed)

    assert said(refused).startswith(
        "The database is busy. Nothing has changed, and what you wrote"
    )
    assert sent_again(refused)["headline"] == ["Another day"]


@pytest.mark.sqlite
def test_another_writer_keeps_no_reader_waiting_and_no_editor_for_longer_than_patience(
    desk,
):
    typed = written(desk)
    connection.close()
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        read = desk.get("/latest/")
        started = time.monotonic()
        refused = desk.post(ADD, typed)
        seconds = time.monotonic() - started
    connection.close()

    assert read.status_code == 200
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert said(refused).startswith(
        "The database is busy. Nothing has changed, and what you wrote"
    )
    assert sent_again(refused)["headline"] == ["A long day"]
    assert PATIENCE - 0.2 < seconds < LONGEST


def test_what_was_waited_is_gone_from_patience_and_a_part_gives_back_what_it_did_not_use():
    patience.begin(5)
    with patience.waiting():
        time.sleep(0.1)
    with patience.at_most(1):
        part = patience.left()
        with patience.waiting():
            time.sleep(0.1)

    assert part == 1
    assert 4.5 < patience.left() < 4.81


def test_once_something_may_be_saved_the_page_does_not_say_that_nothing_has_changed(
    desk, monkeypatch
):
    def fail(*args):
        raise OperationalError("database is locked")

    typed = written(desk)
    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_response", fail)
    late = desk.post(ADD, typed)
    monkeypatch.setattr("newsroom.accounts.session_rules.moment", fail)
    early = desk.post(ADD, typed)

    assert said(late).startswith(
        "The database is busy. It is not known whether your change was"
    )
    assert said(early).startswith(
        "The database is busy. Nothing has changed, and what you wrote"
    )
    assert Article.objects.count() == 1
