"""Any page of any site may read a feed, and an error never looks like one."""

import pytest
from django.conf import settings
from django.test import Client

from tests import build

pytestmark = pytest.mark.django_db


def test_a_feed_may_be_read_from_any_page(client):
    build.live()
    response = client.get("/feed.json", headers={"origin": "https://reader.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag, Link, Retry-After"
    assert "Access-Control-Allow-Credentials" not in response


def test_a_browser_may_ask_whether_a_feed_has_changed(client):
    response = client.options(
        "/feed.json", headers={"access-control-request-headers": "if-none-match"}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"


@pytest.mark.parametrize(
    "path", ["/nowhere/feed.rss", "/tag/none/feed.json", "/language/de/feed.atom"]
)
def test_an_unknown_feed_is_a_404_in_one_line_of_text(client, path):
    response = client.get(path)
    assert (response.status_code, response.content) == (404, b"Feed not found.\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_feed_refuses_to_be_written_in_one_line_of_text():
    response = Client(enforce_csrf_checks=True).post("/feed.rss")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.content == b"A feed is read: GET or HEAD.\n"
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/feed.rss", "/search/feed.json?q=roadmap", "/nowhere/feed.rss"]
)
def test_a_broken_session_neither_gets_a_cookie_nor_parts_caches(client, path):
    plain = client.get(path)
    client.cookies[settings.SESSION_COOKIE_NAME] = "short"
    response = client.get(path)
    assert "Set-Cookie" not in response
    assert response.get("Vary") == plain.get("Vary")
