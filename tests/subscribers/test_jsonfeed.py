"""What JSON Feed says beyond what all formats say alike."""

import json

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
BASE = "http://localhost:8000"


def read(client, path="/feed.json"):
    return json.loads(client.get(path).content)


def test_the_head_names_the_feed_its_home_and_its_icons(client):
    feed = read(client, "/feed.json?x=1")
    assert [feed[name] for name in ("version", "home_page_url", "feed_url", "language")] == [
        "https://jsonfeed.org/version/1.1", f"{BASE}/", f"{BASE}/feed.json", "en",
    ]  # fmt: skip
    assert [feed[name].rpartition("/")[2][:8] for name in ("icon", "favicon")] == [
        "icon-512", "icon-64.",
    ]  # fmt: skip
    assert (feed["items"], "hubs" in feed) == ([], False)


@pytest.mark.parametrize("width", [64, 144, 180, 512])
def test_the_icons_are_square_and_as_wide_as_they_say(width):
    with Image.open(finders.find(f"articles/icon-{width}.png")) as icon:
        assert (icon.format, icon.size) == ("PNG", (width, width))


def test_an_item_has_its_text_plain_and_with_markup(client):
    build.live(body="<p>One &amp; <strong>two</strong>.</p><p>Three.</p>")
    item = read(client)["items"][0]
    assert item["content_html"] == "<p>One &amp; <strong>two</strong>.</p><p>Three.</p>"
    assert item["content_text"] == "One & two.\n\nThree."


def test_a_summary_is_all_the_content_of_its_twin(client):
    build.live(standfirst="In short.")
    item = read(client, "/summary.json")["items"][0]
    assert (item["content_text"], item["summary"]) == ("In short.", "In short.")
    assert "content_html" not in item


def test_authors_have_a_page_and_a_square_portrait(client):
    portrait = build.photo()
    portrait.renditions.filter(shape="1x1").delete()
    for width in (256, 512, 1024):
        facts = {"name": f"aa/{width}.jpg", "shape": "1x1", "width": width, "height": width}
        portrait.renditions.create(size=1, **facts)
    build.live(bylines=[build.author(portrait=portrait, email="i@desk.example")])
    assert read(client)["items"][0]["authors"] == [
        {
            "name": "Ingilab Mammadov",
            "url": f"{BASE}/author/ingilab-mammadov/",
            "avatar": f"{BASE}/media/aa/512.jpg",
        }
    ]


def test_a_portrait_that_is_stopped_leaves_at_the_next_poll(client):
    portrait = build.photo()
    build.live(bylines=[build.author(portrait=portrait)])
    before = client.get("/feed.json")["ETag"]
    desk.stop_photo(portrait, by=build.person("Chief"), reason="Rights")
    response = client.get("/feed.json", headers={"if-none-match": before})
    assert b"avatar" not in response.content and response.status_code == 200


def test_the_lead_photo_is_image_and_attachment(client):
    photo = build.photo()
    build.live(lead_photo=photo, lead_caption="Delegates in Baku")
    item, file = read(client)["items"][0], photo.files[-1]
    address = BASE + file.get_absolute_url()
    assert item["image"] == address
    assert item["attachments"] == [
        {
            "url": address,
            "mime_type": "image/jpeg",
            "size_in_bytes": file.size,
            "title": "Delegates in Baku Ministry of Digital Development",
        }
    ]


def test_a_correction_is_said_for_programs_too(client, clock):
    chief = build.person("Chief")
    story = build.live(chief).article
    for number in (1, 2):
        clock.shift(600)
        revision = build.edited(story, chief, headline=f"Corrected {number}")
        desk.correct(
            story, revision=revision, by=chief, what=f"Wrong {number}.", where="lead"
        )
    latest = {"date": "2025-11-28T19:22:00+04:00", "what": "Wrong 2.", "where": "lead"}
    first = {"date": "2025-11-28T19:12:00+04:00", "what": "Wrong 1.", "where": "lead"}
    assert read(client)["items"][0]["_correction"] == {**latest, "all": [latest, first]}


def test_a_stub_says_nothing_but_its_sentence(client, clock):
    chief = build.person("Chief")
    story = build.live(
        chief, lead_photo=build.photo(chief), tags=["ITU"], language="az"
    ).article
    clock.shift(600)
    desk.hold(story, by=chief, reason="Doubt")
    item = read(client)["items"][0]
    assert sorted(item) == [
        "content_html", "content_text", "date_modified", "date_published", "id", "language",
        "summary", "title", "url",
    ]  # fmt: skip
    assert (item["title"], item["language"]) == ("On hold", "en")
