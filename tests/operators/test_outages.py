"""Something that the newsroom stands on is gone: a sentence, no damage, and it heals by itself."""

import errno
import html
import os
import re
import socket
from contextlib import contextmanager

import psycopg
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, ProgrammingError, close_old_connections, connection
from django.test import Client
from django.urls import reverse

from articles.models import Article, Photo
from newsroom.web.outages import RETRY_AFTER, outage_of
from tests import build
from tests.editors.typing_in import opened

ADD = reverse("admin:articles_article_add")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk():
    client = Client(raise_request_exception=False)
    client.force_login(build.person("Chief"))
    return client


@contextmanager
def without_database():
    """The same connection looks where no database is, and after that where it was."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        closed = free.getsockname()[1]
    there = "/nowhere/x.sqlite3"
    elsewhere = {"NAME": there} if connection.vendor == "sqlite" else {"PORT": closed}
    kept = {name: connection.settings_dict[name] for name in elsewhere}
    connection.close()
    connection.settings_dict.update(elsewhere)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def said(answer):
    found = re.search(r'notice-text">(.*?)</p>', answer.content.decode(), re.DOTALL)
    return html.unescape(found[1])


def sent_again(answer):
    pairs = re.findall(
        r'type="hidden" name="(.*?)" value="(.*?)"', answer.content.decode(), re.S
    )
    again = {}
    for name, value in pairs:
        again.setdefault(html.unescape(name), []).append(html.unescape(value))
    return again


def test_readers_get_an_honest_503_and_their_page_when_it_is_back(client):
    client.raise_request_exception = False
    with without_database():
        gone = client.get("/latest/")
    back = client.get("/latest/")

    assert (gone.status_code, gone.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert said(gone) == "We can't show this page just now. Please try again in a minute."
    assert (gone.headers["Cache-Control"], gone.cookies) == ("no-store", {})
    assert back.status_code == 200


def test_at_the_desk_it_says_what_is_missing(desk):
    with without_database():
        gone = desk.get(ADD)

    assert said(gone) == (
        "The database does not answer. Nothing has changed. Please try again in a minute."
    )


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("break_it", "mend_it", "sentence"),
    [
        (
            "PRAGMA max_page_count = 1",
            "PRAGMA max_page_count = 1073741823",
            "The disk is full.",
        ),
        (
            "PRAGMA query_only = 1",
            "PRAGMA query_only = 0",
            "Nothing can be written: the disk or the database is read-only.",
        ),
    ],
)
def test_what_was_typed_is_kept_on_the_page_and_saved_by_trying_again(
    desk, break_it, mend_it, sentence
):
    typed = opened(desk, ADD) | {
        "headline": 'A "long" day',
        "body": f"<p>{'word ' * 20_000}</p>",
    }
    connection.cursor().execute(break_it)
    refused = desk.post(ADD, typed)
    connection.cursor().execute(mend_it)
    count = Article.objects.count()

    saved = desk.post(ADD, sent_again(refused))

    assert (refused.status_code, count) == (503, 0)
    assert said(refused).startswith(
        f"{sentence} Nothing has changed, and what you wrote is kept"
    )
    assert saved.status_code == 302
    assert Article.objects.get().headline == 'A "long" day'


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_photo_that_cannot_be_stored_leaves_nothing(desk, monkeypatch, number):
    """The form says why and keeps what was typed."""

    def refuse(*args, **kwargs):
        raise OSError(number, os.strerror(number))

    for name in ("default", "originals"):
        monkeypatch.setattr(type(storages[name]), "_save", refuse)
        monkeypatch.setattr("os.replace", refuse)
        monkeypatch.setattr("os.link", refuse)
    file = SimpleUploadedFile("hall.jpg", build.picture(), "image/jpeg")
    data = {"file": file, "title": "The hall", "licence": "staff", "credit": "Ministry"}

    refused = desk.post(reverse("admin:articles_photo_add"), data)

    assert list(refused.context["errors"]) == [
        [f"The photo could not be stored: {os.strerror(number)}."]
    ]
    assert refused.context["adminform"].form["title"].value() == "The hall"
    assert Photo.objects.count() == 0


def test_a_password_is_not_on_the_page():
    client = Client(raise_request_exception=False)
    with without_database():
        gone = client.post(reverse("admin:login"), {"username": "x", "password": "hunter2"})

    assert (gone.status_code, b"hunter2" in gone.content) == (503, False)


def test_the_page_leads_to_no_other_host(client):
    client.raise_request_exception = False
    with without_database():
        gone = client.get("//evil.example/")

    assert b'"//evil' not in gone.content


def raised(error, cause=None):
    """The answer for readers where the database fails so."""

    def fail(*args, **kwargs):
        raise error from cause

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(fail):
        return client.get("/latest/")


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (
            psycopg.OperationalError("server closed the connection"),
            "The database does not answer.",
        ),
        (
            psycopg.errors.ConnectionTimeout("timeout expired"),
            "The database does not answer.",
        ),
        (psycopg.InterfaceError("the cursor is closed"), "The database does not answer."),
        (psycopg.errors.AdminShutdown(), "The database does not answer."),
        (psycopg.errors.CrashShutdown(), "The database does not answer."),
        (psycopg.errors.CannotConnectNow(), "The database does not answer."),
        (psycopg.errors.ConnectionFailure(), "The database does not answer."),
        (psycopg.errors.IdleInTransactionSessionTimeout(), "The database does not answer."),
        (psycopg.errors.IoError(), "The database does not answer."),
        (psycopg.errors.QueryCanceled(), "The database is busy."),
        (psycopg.errors.LockNotAvailable(), "The database is busy."),
        (psycopg.errors.DeadlockDetected(), "The database is busy."),
        (psycopg.errors.SerializationFailure(), "The database is busy."),
        (psycopg.errors.TooManyConnections(), "The database is busy."),
        (psycopg.errors.OutOfMemory(), "The database is busy."),
        (psycopg.errors.DiskFull(), "The disk is full."),
        (
            psycopg.errors.ReadOnlySqlTransaction(),
            "Nothing can be written: the disk or the",
        ),
    ],
)
def test_whatever_postgresql_lacks_is_a_503_with_its_sentence(cause, sentence):
    answer = raised(OperationalError("words"), cause)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert outage_of(answer.exc_info[1]).sentence.startswith(sentence)


@pytest.mark.parametrize(
    "cause",
    [
        psycopg.ProgrammingError(
            "the query has 1 placeholder but 0 parameters were passed"
        ),
        psycopg.errors.UndefinedTable(),
        psycopg.errors.UniqueViolation(),
        psycopg.errors.ProgramLimitExceeded(),
        psycopg.errors.ObjectNotInPrerequisiteState(),
        psycopg.errors.InFailedSqlTransaction(),
        None,
    ],
)
def test_a_question_that_is_wrong_stays_a_500(cause):
    answer = raised(ProgrammingError("words"), cause)

    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(errno.ENOENT, "x"), KeyError("disk")]
)
def test_a_fault_of_ours_is_no_outage(error):
    assert outage_of(error) is None


@pytest.mark.postgres
def test_a_connection_that_postgresql_ends_heals_in_the_next_request(client):
    client.raise_request_exception = False
    client.get("/latest/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    other.cursor().execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()

    close_old_connections()  # as the server does before a request; the test client does not

    assert client.get("/latest/").status_code == 200
