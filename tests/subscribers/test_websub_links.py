"""A feed names the hubs of the settings and itself, in header and document; else nothing."""

import json

import pytest
from lxml import etree

from tests import build

pytestmark = pytest.mark.django_db
HUBS = ["https://hub.example/", "https://other.example/?a=1&b=2"]
ATOM = "{http://www.w3.org/2005/Atom}link"
FEEDS = ["/feed", "/summary", "/top/feed", "/ict-materials/summary", "/tag/itu/feed"]


@pytest.fixture(autouse=True)
def story():
    build.live(tags=["ITU"])


@pytest.fixture
def hubs(settings):
    settings.WEBSUB_HUBS = HUBS


def header(path):
    links = [f'<{hub}>; rel="hub"' for hub in HUBS]
    return ", ".join([*links, f'<http://localhost:8000{path}>; rel="self"'])


@pytest.mark.parametrize("feed_format", ["rss", "atom", "json"])
@pytest.mark.parametrize("feed", FEEDS)
def test_the_header_names_hubs_and_topic(feed, feed_format, hubs, client):
    path = f"{feed}.{feed_format}"

    assert client.get(path)["Link"] == header(path)
    assert client.head(path)["Link"] == header(path)


def test_a_304_names_them_too(hubs, client):
    tag = client.get("/feed.atom")["ETag"]

    answer = client.get("/feed.atom", headers={"If-None-Match": tag})

    assert (answer.status_code, answer["Link"]) == (304, header("/feed.atom"))


def test_a_query_is_no_part_of_the_topic(hubs, client):
    assert client.get("/feed.atom?utm_source=x")["Link"] == header("/feed.atom")


def test_what_is_no_feed_names_none(hubs, client):
    assert client.get("/nowhere/feed.rss").has_header("Link") is False
    assert client.get("/latest/feed.rss").has_header("Link") is False


@pytest.mark.parametrize("feed_format", ["rss", "atom"])
@pytest.mark.parametrize("feed", FEEDS)
def test_the_document_names_the_same(feed, feed_format, hubs, client):
    path = f"{feed}.{feed_format}"

    head = etree.fromstring(client.get(path).content)
    head = head.find("channel") if feed_format == "rss" else head

    assert links(head, "hub") == HUBS
    assert links(head, "self") == [f"http://localhost:8000{path}"]


def links(head, rel):
    return [link.get("href") for link in head.findall(ATOM) if link.get("rel") == rel]


@pytest.mark.parametrize("feed", FEEDS)
def test_json_feed_names_them_its_own_way(feed, hubs, client):
    document = json.loads(client.get(f"{feed}.json").content)

    assert document["hubs"] == [{"type": "WebSub", "url": hub} for hub in HUBS]
    assert document["feed_url"] == f"http://localhost:8000{feed}.json"


@pytest.mark.parametrize("feed_format", ["rss", "atom", "json"])
def test_without_hubs_there_is_no_word_of_them(feed_format, client):
    answer = client.get(f"/feed.{feed_format}")

    assert answer.has_header("Link") is False
    assert b"hub" not in answer.content


def test_naming_a_hub_gives_every_feed_another_etag(client, settings):
    without = client.get("/feed.atom")["ETag"]
    settings.WEBSUB_HUBS = HUBS

    assert client.get("/feed.atom")["ETag"] != without
