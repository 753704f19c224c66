"""Which feeds there are and what they say of themselves."""

import pytest

from articles import desk
from tests import build

from .reading import poll, tree

pytestmark = pytest.mark.django_db
SCOPES = pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "Newsroom"),
        ("/ict-materials", "Newsroom: ICT Materials"),
        ("/tag/itu", "Newsroom: ITU"),
        ("/author/ingilab-mammadov", "Newsroom: Ingilab Mammadov"),
    ],
)
FORMATS = pytest.mark.parametrize("form", ["rss", "atom"])


@SCOPES
@FORMATS
def test_the_title_says_the_scope_and_the_links_lead_to_it(client, path, name, form):
    build.live(tags=["ITU"])
    feed = poll(client, f"{path}/feed.{form}").feed
    own = next(link.href for link in feed.links if link.rel == "self")
    assert (feed.title, feed.link) == (name, f"http://localhost:8000{path}/")
    assert own == f"http://localhost:8000{path}/feed.{form}"


@SCOPES
@FORMATS
def test_a_scope_has_its_stories_and_no_others(client, path, name, form):
    mine = build.live(tags=["ITU"])
    other = {"section": build.section("Telecom"), "bylines": [build.author("Aytən Əli")]}
    build.live(headline="Other", **other)
    entries = poll(client, f"{path}/feed.{form}").entries
    assert mine.article.urn in {entry.id for entry in entries}
    assert len(entries) == (1 if path else 2)


@SCOPES
@FORMATS
def test_a_scope_without_stories_is_a_valid_feed(client, clock, path, name, form):
    story = build.live(tags=["ITU"]).article
    clock.shift(31 * 24 * 3600)
    desk.withdraw(story, by=build.person("Chief"), outcome="gone")
    clock.shift(31 * 24 * 3600)
    read = poll(client, f"{path}/feed.{form}")
    assert (read.feed.title, read.entries) == (name, [])


@FORMATS
def test_a_tag_that_only_desk_copies_carry_has_no_feed(client, form):
    build.article(tags=["ITU"])
    assert client.get(f"/tag/itu/feed.{form}").status_code == 404


@FORMATS
@pytest.mark.parametrize("path", ["/nothing", "/tag/nothing", "/author/nothing"])
def test_an_unknown_scope_is_not_found(client, path, form):
    assert client.get(f"{path}/feed.{form}").status_code == 404


@pytest.mark.parametrize("path", ["/feed.csv", "/feed.xml", "/feed.rss/", "/tag/itu/feed.jsonp"])
def test_a_format_that_we_do_not_write_is_not_found(client, path):
    build.tag()
    assert client.get(path).status_code == 404


@FORMATS
@pytest.mark.parametrize(
    ("make", "path"),
    [(build.section, "/{}"), (build.tag, "/tag/{}"), (build.author, "/author/{}")],
)
def test_a_retired_slug_leads_to_the_present_one_at_once(client, make, path, form):
    chief, thing = build.person("Chief"), make()
    build.live(chief, tags=["ITU"])
    first = thing.slug
    desk.keep(thing, by=chief, changes={"slug": "second"})
    desk.keep(thing, by=chief, changes={"slug": "third"})
    for slug in (first, "second"):
        response = client.get(path.format(slug) + f"/feed.{form}")
        assert response.status_code == 301
        assert response["Location"] == path.format("third") + f"/feed.{form}"


def test_the_id_of_an_atom_feed_outlives_its_slug(client):
    chief, tag = build.person("Chief"), build.tag()
    build.live(tags=["ITU"])
    before = tree(client, "/tag/itu/feed.atom")("/atom:feed/atom:id/text()")
    desk.keep(tag, by=chief, changes={"slug": "union"})
    assert tree(client, "/tag/union/feed.atom")("/atom:feed/atom:id/text()") == before


def test_addresses_are_the_public_ones_whatever_host_asked(client, settings):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://news.example", ["*"]
    build.live(lead_photo=build.photo())
    content = client.get("/feed.rss?x=1", headers={"host": "evil.example"}).content
    assert b"evil.example" not in content and b"localhost" not in content
    assert b'href="https://news.example/feed.rss"' in content


def test_the_channel_has_what_readers_programs_ask_for(client):
    read = tree(client, "/feed.rss")
    for name in ("description", "language", "lastBuildDate", "generator", "docs", "ttl"):
        assert read(f"/rss/channel/{name}/text()"), name


def test_people_find_the_feeds_on_a_page(client):
    build.section()
    page = client.get("/feeds/").content.decode()
    assert 'href="/feed.rss"' in page and 'href="/ict-materials/feed.atom"' in page
