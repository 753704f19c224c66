"""The documents that the manual shows are those that the newsroom writes."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from articles import desk
from articles.models import SiteSettings
from tests import build

from .grammar import assert_valid
from .reading import body

pytestmark = pytest.mark.django_db
SHOWN = Path(settings.BASE_DIR) / "docs" / "subscribers" / "examples"
URN = "urn:uuid:0d5c9d3e-6f0b-4a53-9a38-5f0f3d1b7c11"


@pytest.fixture
def story(settings, clock):
    """A story with a photo, its crops, a source and a correction of ten minutes later."""
    settings.PUBLIC_URL = "https://news.example"
    chief = build.person("Chief")
    desk.save_site_object(
        build.section(),
        by=chief,
        changes={"description": "Of networks and those who run them"},
    )
    photo = build.photo(chief)
    photo.renditions.all().delete()
    for name, shape, width, height, size in (
        ("whole", "whole", 1600, 1067, 214_331),
        ("wide", "16x9", 1600, 900, 187_402),
        ("square", "1x1", 1200, 1200, 176_518),
    ):
        facts = {"shape": shape, "width": width, "height": height, "size": size}
        photo.renditions.create(name=f"4f/hall-{name}.jpg", **facts)
    story = build.live(
        chief,
        headline="ITU members define roadmap for connecting the world",
        standfirst="The conference in Baku ended with an agreement on four years of work.",
        dateline_place="BAKU, Azerbaijan",
        body="<p>Member states of the ITU have agreed on a roadmap.</p>",
        tags=["ITU", "WTDC-25"],
        lead_photo=photo,
        lead_caption="The closing session",
        source="International Telecommunication Union",
        source_url="https://www.itu.int/",
    ).article
    clock.shift(timedelta(minutes=10))
    revision = build.edited(story, chief, urgency=3)
    desk.correct(
        story, revision=revision, by=chief, what="The roadmap is of four years, not five."
    )
    return story


def shown(story, content: bytes) -> str:
    """With line ends for people, and with numbers that every database gives alike."""
    if content.startswith(b"<?xml"):
        root = etree.fromstring(content)
        etree.indent(root)
        text = etree.tostring(root, xml_declaration=True, encoding="utf-8").decode()
    elif not content.startswith(b"{"):
        return content.decode()
    else:
        text = json.dumps(json.loads(content), indent=2, ensure_ascii=False)
    text = text.replace(f"/section/{story.section_id}", "/section/4")
    return text.replace(story.urn, URN).replace(f"/{story.pk}-", "/1207-") + "\n"


def compare(name: str, story, content: bytes) -> None:
    made, fresh = shown(story, content), Path(settings.BASE_DIR) / "var" / "examples" / name
    example = SHOWN / name
    if not example.exists() or example.read_text() != made:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(made)
        pytest.fail(
            f"The manual shows another {name}: look at {fresh} and copy it to {SHOWN}."
        )


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_is_as_the_manual_shows_it(client, story, form):
    content = client.get(f"/ict-materials/feed.{form}").content
    assert_valid(form, content)
    compare(f"feed.{form}", story, content)


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_withdrawn_story_is_as_the_manual_shows_it(client, clock, story, form):
    clock.shift(timedelta(minutes=10))
    desk.withdraw(story, by=build.person("Chief"), outcome="gone", reason="Wrong")
    content = client.get(f"/ict-materials/summary.{form}").content
    assert_valid(form, content)
    compare(f"withdrawn.{form}", story, content)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("corrections.rss", "/corrections/summary.rss"),
        ("search.atom", "/search/summary.atom?q=itu+roadmap"),
    ],
)
def test_a_feed_of_a_kind_of_its_own_is_as_the_manual_shows_it(client, story, name, path):
    content = client.get(path).content
    assert_valid(name.rpartition(".")[2], content)
    compare(name, story, content)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("feeds.opml", "/feeds.opml?scope=site&scope=section:ict-materials&format=atom"),
        ("sitemap.xml", "/sitemap.xml"),
        ("sitemap-2025-11.xml", "/sitemap-2025-11.xml"),
        ("news-sitemap.xml", "/news-sitemap.xml"),
        ("robots.txt", "/robots.txt"),
        ("trust.txt", "/trust.txt"),
    ],
)
def test_what_other_programs_fetch_is_as_the_manual_shows_it(client, story, name, path):
    said = "member=https://www.press.example/\ncontact=https://news.example/contact/"
    desk.save_site_object(
        SiteSettings.load(), by=build.person("Chief"), changes={"trust": said}
    )
    content = body(client.get(path))
    compare(name, story, content)
