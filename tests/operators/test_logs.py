"""One line a request, and nothing in it that is a secret."""

import json
import logging

import pytest
from django.test import Client, override_settings
from django.urls import path

from articles import desk
from newsroom.web import request_log
from tests import build


def fail(request, token):
    raise ValueError("A fault of ours")


urlpatterns = [path("fail/<slug:token>/", fail, name="fail")]
handler500 = "newsroom.web.error_pages.server_error"


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO)
    return lambda name: [
        json.loads(request_log.JSONFormatter().format(one))
        for one in caplog.records
        if one.name == name
    ]


@pytest.mark.django_db
def test_a_request_is_one_line(client, lines):
    edition = build.live()

    answer = client.get(edition.get_absolute_url())

    (line,) = lines("newsroom.requests")
    assert (line["method"], line["route"], line["status"]) == ("GET", "article", 200)
    assert (line["numbers"], line["bytes"]) == (
        {"article_id": edition.article_id},
        len(answer.content),
    )
    assert line["queries"] > 0
    assert "user" not in line


@pytest.mark.django_db
def test_it_names_the_person_by_id_and_the_request_by_the_id_given_back(lines, caplog):
    client, chief = Client(), build.person("Chief")
    client.force_login(chief)

    client.get("/admin/")

    (line,) = lines("newsroom.requests")
    assert line["user"] == chief.pk


@pytest.mark.django_db
def test_no_token_query_password_or_cookie_is_in_any_line(caplog):
    caplog.set_level(logging.DEBUG, logger="newsroom")
    chief, story = build.person("Chief"), build.article(headline="Draft words")
    _, token = desk.make_preview_link(story, revision=story.revisions.first(), by=chief)
    client = Client()
    client.get(f"/preview/{token}/?key=hunter2")
    client.post("/admin/login/?next=hunter2", {"username": "x", "password": "hunter2"})

    said = "".join(request_log.JSONFormatter().format(one) for one in caplog.records)

    assert [word for word in (token, "hunter2", "Draft words") if word in said] == []


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_is_logged_with_the_id_that_its_page_shows(lines):
    answer = Client(raise_request_exception=False).get("/fail/a-secret/")

    (line,) = lines("django.request")
    number = answer.headers["X-Request-ID"]
    assert "ValueError: A fault of ours" in line["traceback"]
    assert "a-secret" not in line["message"]
    assert (answer.status_code, number in answer.content.decode()) == (500, True)


@pytest.mark.parametrize(
    "style", [request_log.JSONFormatter(), request_log.LineFormatter("%(message)s")]
)
def test_line_ends_and_escape_codes_are_neutralised(style):
    hostile = "a\r\nb\x1b[31mc\u2028d\x85e"
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s", (hostile,), None)

    said = style.format(record)

    assert [c for c in said if ord(c) < 32 or ord(c) in (0x7F, 0x85, 0x2028)] == []


def test_a_strange_method_is_no_series_of_its_own():
    from newsroom.web.metrics import method

    assert [method("GET"), method("BREW"), method(None)] == ["GET", "OTHER", "OTHER"]
