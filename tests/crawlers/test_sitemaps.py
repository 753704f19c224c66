"""What search engines are told."""

import gzip
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from lxml import etree

from articles import desk
from articles.crawlers import locations
from articles.models import FixedPage
from tests import build
from tests.answers import headers
from tests.subscribers.reading import body, tree

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent.parent / "schemas" / "sitemap"


def validate(client, path: str, schema: str = "combined.xsd") -> None:
    found = etree.fromstring(body(client.get(path)))
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(found)


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
    assert read("//map:loc/text()") == [
        f"http://localhost:8000{edition.get_absolute_url()}"
    ]
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
    act(
        story,
        by=chief,
        **({"outcome": "gone", "reason": "Wrong"} if act == desk.withdraw else {}),
    )
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
    monkeypatch.setattr(locations, "PAGE", 2)
    chief, now = build.person("Chief"), timezone.now()
    for minutes in range(5):
        build.live(chief, at=now - timedelta(minutes=minutes))
    found = tree(client, "/sitemap.xml")("//map:loc/text()")[1:]
    names = [location.rpartition("sitemap-")[2] for location in found]
    assert names == ["2025-11.xml", "2025-11-2.xml", "2025-11-3.xml"]
    counts = [len(tree(client, location)("//map:url")) for location in found]
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
    with django_assert_max_num_queries(7):
        client.get("/sitemap-2025-11.xml")


def test_pages_are_those_that_have_something_to_show(client, clock):
    chief = build.person("Chief")
    build.live(chief, tags=["5G"])
    held = build.live(chief, tags=["Draft"], bylines=[build.author("Aytən Əli")]).article
    clock.shift(60)
    desk.hold(held, by=chief)
    desk.save_site_object(
        FixedPage(slug="about", title="About"), by=chief, changes={"body": "<p>We.</p>"}
    )
    desk.save_site_object(FixedPage(slug="terms", title="Terms"), by=chief)
    paths = [
        "/",
        "/latest/",
        "/authors/",
        "/corrections/",
        "/feeds/",
        "/about/",
        "/ict-materials/",
    ]
    paths += ["/author/ingilab-mammadov/", "/tag/5g/"]
    found = tree(client, "/sitemap-pages.xml")("//map:loc/text()")
    assert found == [f"http://localhost:8000{path}" for path in paths]
    validate(client, "/sitemap-pages.xml")


@pytest.mark.parametrize("things", [1, 30])
def test_pages_take_four_queries_however_many(client, django_assert_num_queries, things):
    chief = build.person("Chief")
    for number in range(things):
        build.live(
            chief, tags=[f"Tag {number}"], bylines=[build.author(f"Author {number}")]
        )
    with django_assert_num_queries(4):
        body(client.get("/sitemap-pages.xml"))


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-2025-11.xml"])
def test_a_304_costs_one_query(client, django_assert_num_queries, path):
    build.live(lead_photo=build.photo())
    tag = client.get(path)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_a_month_that_has_not_changed_is_written_once(client, django_assert_num_queries):
    build.live(lead_photo=build.photo())
    first = body(client.get("/sitemap-2025-11.xml"))
    with django_assert_num_queries(1):
        assert body(client.get("/sitemap-2025-11.xml")) == first


def test_a_month_is_sent_compressed_to_whom_can_read_it(client):
    for _ in range(5):  # below some hundred bytes nothing is gained
        build.live()
    path = "/sitemap-2025-11.xml"
    plain, packed = client.get(path), client.get(path, headers={"accept-encoding": "gzip"})
    refused = client.get(path, headers={"accept-encoding": "gzip;q=0"})
    assert gzip.decompress(body(packed)) == body(plain) == body(refused)
    assert packed["Content-Encoding"] == "gzip" and not refused.has_header(
        "Content-Encoding"
    )
    assert (packed["Vary"], packed["ETag"] == plain["ETag"]) == ("Accept-Encoding", False)


def test_head_has_the_headers_of_a_month_and_nothing_else(client):
    build.live()
    head, get = client.head("/sitemap-2025-11.xml"), client.get("/sitemap-2025-11.xml")
    assert (body(head), headers(head)) == (b"", headers(get))


def test_a_renamed_section_moves_every_month(client, clock):
    edition, path = build.live(), "/sitemap-2025-11.xml"
    before = client.get(path)
    clock.shift(60)
    desk.save_site_object(
        edition.section, by=build.person("Chief"), changes={"slug": "telecom"}
    )
    asked = {"if-none-match": before["ETag"], "if-modified-since": before["Last-Modified"]}
    assert "/telecom/" in tree(client, path)("//map:loc/text()")[0]
    assert client.get(path, headers=asked).status_code == 200
    del asked["if-none-match"]
    assert client.get(path, headers=asked).status_code == 200


def test_every_photo_of_a_story_is_named(client):
    shown = [build.photo(), build.photo()]
    build.live(lead_photo=shown[0], gallery=[(shown[1], "")])
    names = [photo.files[-1].get_absolute_url() for photo in shown]
    found = tree(client, "/sitemap-2025-11.xml")("//image:loc/text()")
    assert found == [f"http://localhost:8000{name}" for name in names]


def test_a_long_month_is_read_in_steps_without_a_gap(client, monkeypatch):
    monkeypatch.setattr(locations, "STEP", 2)
    chief, now = build.person("Chief"), timezone.now()
    made = [build.live(chief, at=now - timedelta(hours=n // 2)) for n in range(7)]
    found = tree(client, "/sitemap-2025-11.xml")("//map:loc/text()")
    addresses = {f"http://localhost:8000{edition.get_absolute_url()}" for edition in made}
    assert (len(found), set(found)) == (7, addresses)
