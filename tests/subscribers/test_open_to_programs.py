"""Any page of any site may read a feed, and an error never looks like one."""

import pytest

from tests import build

pytestmark = pytest.mark.django_db


def test_a_feed_may_be_read_from_any_page(client):
    build.live()
    response = client.get("/feed.json", headers={"origin": "https://reader.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Expose-Headers"] == "ETag, IM, Link, Retry-After"
    assert "Access-Control-Allow-Credentials" not in response


def test_a_browser_may_ask_for_deltas(client):
    response = client.options(
        "/feed.json", headers={"access-control-request-headers": "a-im, if-none-match"}
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "A-IM, If-None-Match, If-Modified-Since"


@pytest.mark.parametrize("path", ["/nowhere/feed.rss", "/tag/none/feed.json"])
def test_an_unknown_feed_is_a_404_in_one_line_of_text(client, path):
    response = client.get(path)
    assert (response.status_code, response.content) == (404, b"There is no such feed.\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
