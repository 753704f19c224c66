"""What keeps an item the same item, whatever is changed around it."""

import json

import pytest

from articles import desk
from articles.models import SiteSettings
from tests import build

from .reading import items

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("form", ["rss", "atom", "json"])


@pytest.fixture
def chief():
    return build.person("Chief")


@FORMATS
def test_an_id_outlives_host_and_scheme(client, settings, form):
    build.live(tags=["ITU"])
    (before,) = items(form, client.get(f"/feed.{form}").content)
    settings.PUBLIC_URL = "https://wire.example"
    (after,) = items(form, client.get(f"/feed.{form}").content)
    assert after.url.startswith("https://wire.example/")
    assert (after.id, after.updated) == (before.id, before.updated)


@FORMATS
def test_a_renamed_tag_moves_no_stamp_of_a_story(client, clock, chief, form):
    build.live(chief, tags=["ITU"])
    (before,) = items(form, client.get(f"/feed.{form}").content)
    clock.shift(600)
    desk.save_site_object(build.tag("ITU"), by=chief, changes={"slug": "the-union"})
    (after,) = items(form, client.get(f"/feed.{form}").content)
    assert (after.id, after.updated) == (before.id, before.updated)


@FORMATS
def test_the_call_to_action_of_the_house_is_in_no_feed(client, chief, form):
    channel = {"channel_name": "WhatsApp", "channel_url": "https://chat.example/newsroom"}
    desk.save_site_object(SiteSettings.load(), by=chief, changes=channel)
    build.live(chief)
    content = client.get(f"/feed.{form}").content.decode()
    assert "chat.example" not in content and "WhatsApp" not in content


def test_the_three_formats_and_every_scope_have_one_id_for_a_story(client, chief):
    build.live(chief, tags=["ITU"])
    scopes = [
        "",
        "/top",
        "/ict-materials",
        "/tag/itu",
        "/author/ingilab-mammadov",
        "/language/en",
    ]
    ids = {
        items(form, client.get(f"{scope}/{name}.{form}").content)[0].id
        for scope in scopes
        for name in ("feed", "summary")
        for form in ("rss", "atom", "json")
    }
    assert ids == {json.loads(client.get("/feed.json").content)["items"][0]["id"]}
