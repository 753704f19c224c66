"""What search engines are told."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from articles import desk
from articles.feeds import sitemaps
from tests import build

from .reading import tree

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent.parent / "schemas" / "sitemap"


def validate(client, path: str, schema: str = "combined.xsd") -> None:
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(
        etree.fromstring(client.get(path).content)
    )


def test_the_index_names_a_file_for_each_month_with_stories(client):
    build.live()
    build.live(at=datetime.fromisoformat("2014-07-31T23:30:00+05:00"))
    locations = tree(client, "/sitemap.xml")("//map:loc/text()")
    months = ["sitemap-pages.xml", "sitemap-2014-07.xml", "sitemap-2025-11.xml"]
    assert locations == [f"http://localhost:8000/{name}" for name in months]
    validate(client, "/sitemap.xml", "siteindex.xsd")


def test_an_empty_newsroom_has_a_valid_sitemap(client):
    validate(client, "/sitemap.xml", "siteindex.xsd")
    validate(client, "/sitemap-pages.xml")


def test_a_month_has_its_stories_with_stamps_and_pictures(client):
    edition = build.live(lead_photo=build.photo())
    read = tree(client, "/sitemap-2025-11.xml")
    assert read("//map:loc/text()") == [f"http://localhost:8000{edition.get_absolute_url()}"]
    assert read("//map:lastmod/text()") == ["2025-11-28T19:02:00+04:00"]
    picture = edition.lead_photo.files[-1].get_absolute_url()
    assert read("//image:loc/text()") == [f"http://localhost:8000{picture}"]
    validate(client, "/sitemap-2025-11.xml")


def test_the_newsroom_month_counts(client):
    build.live(at=datetime.fromisoformat("2025-10-31T21:00:00+00:00"))
    assert client.get("/sitemap-2025-10.xml").status_code == 404
    assert client.get("/sitemap-2025-11.xml").status_code == 200


@pytest.mark.parametrize("name", ["2025-13", "2025-00", "0000-01", "9999-12", "1999-01"])
def test_a_month_without_stories_is_not_found(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("act", [desk.hold, desk.withdraw])
def test_a_story_that_is_held_or_withdrawn_leaves(client, clock, act):
    chief = build.person("Chief")
    build.live(chief, headline="Stays")
    story = build.live(chief).article
    clock.shift(600)
    act(story, by=chief, **({"outcome": "gone", "reason": "Wrong"} if act == desk.withdraw else {}))
    assert len(tree(client, "/sitemap-2025-11.xml")("//map:url")) == 1
    stamps = tree(client, "/sitemap.xml")("//map:lastmod/text()")
    assert stamps == ["2025-11-28T19:12:00+04:00"]


def test_a_stopped_photo_leaves_and_moves_both_stamps(client, clock):
    photo = build.photo()
    build.live(lead_photo=photo)
    clock.shift(600)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")
    read = tree(client, "/sitemap-2025-11.xml")
    assert read("//image:loc") == []
    for found in (read, tree(client, "/sitemap.xml")):
        assert found("//map:lastmod/text()") == ["2025-11-28T19:12:00+04:00"]


def test_a_large_month_is_several_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PAGE", 2)
    chief, now = build.person("Chief"), timezone.now()
    for minutes in range(5):
        build.live(chief, at=now - timedelta(minutes=minutes))
    locations = tree(client, "/sitemap.xml")("//map:loc/text()")[1:]
    names = [location.rpartition("sitemap-")[2] for location in locations]
    assert names == ["2025-11.xml", "2025-11-2.xml", "2025-11-3.xml"]
    counts = [len(tree(client, location)("//map:url")) for location in locations]
    assert counts == [2, 2, 1]
    assert client.get("/sitemap-2025-11-4.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-2025-11.xml"])
def test_a_sitemap_is_not_sent_twice(client, path):
    build.live()
    tag = client.get(path)["ETag"]
    response = client.get(path, headers={"if-none-match": tag})
    assert (response.status_code, response["Cache-Control"]) == (304, "public, max-age=60")


@pytest.mark.parametrize("stories", [1, 12])
def test_a_month_takes_the_same_queries_however_long(
    client, django_assert_max_num_queries, stories
):
    chief = build.person("Chief")
    for _ in range(stories):
        build.live(chief, lead_photo=build.photo())
    with django_assert_max_num_queries(5):
        client.get("/sitemap-2025-11.xml")


def test_robots_names_the_sitemap_and_blocks_no_feed(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://localhost:8000/sitemap.xml" in lines
    assert [line for line in lines if line.startswith("Disallow:")] == ["Disallow: /admin/"]
