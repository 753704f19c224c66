"""What readers' programs have kept from other systems leads to the right feed, in one hop."""

import pytest
from django.core.exceptions import ValidationError

from articles import desk
from articles.models import Section
from tests import build

pytestmark = pytest.mark.django_db
ROOT = {
    "/feed.rss": "/rss /rss/ /feed /feed/ /rss.xml /feed.xml /index.xml /index.rss /index.rdf "
    "/feed/rss/ /feed/rss2/ /feeds/index.rss /feeds/rss.xml /feeds/all.rss.xml "
    "/?feed=rss2 /?feed=rss",
    "/feed.atom": "/atom /atom.xml /feed/atom /feeds/all.atom /feeds/all.atom.xml /?feed=atom",
    "/feed.json": "/feed/json /feed/json/ /index.json /feeds/all.json /?feed=json",
}
OLD = pytest.mark.parametrize(
    ("old", "feed"),
    [
        ("feed/", "rss"),
        ("feed", "rss"),
        ("rss", "rss"),
        ("feed/atom/", "atom"),
        ("atom.xml", "atom"),
    ],
)
SCOPES = pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/category/ict-materials", "/ict-materials"),
        ("/ict-materials", "/ict-materials"),
        ("/tag/itu", "/tag/itu"),
        ("/author/ingilab-mammadov", "/author/ingilab-mammadov"),
        ("/language/en", "/language/en"),
        ("/top", "/top"),
        ("/corrections", "/corrections"),
        ("/latest", ""),
    ],
)


@pytest.mark.parametrize(
    ("old", "feed"), [(old, feed) for feed, olds in ROOT.items() for old in olds.split()]
)
def test_the_sites_feed_is_found_by_its_old_name(client, old, feed):
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, feed)


@SCOPES
@OLD
def test_a_scopes_feed_is_found_by_its_old_name(client, was, now, old, feed):
    build.live(tags=["ITU"])
    response = client.get(f"{was}/{old}")
    assert (response.status_code, response["Location"]) == (301, f"{now}/feed.{feed}")


def test_a_searchs_feed_is_found_by_its_old_name(client):
    response = client.get("/search/feed/atom/?q=Baku&s=noise")
    assert (response.status_code, response["Location"]) == (301, "/search/feed.atom?q=baku")


def test_a_write_to_an_old_name_is_refused_in_one_line(client):
    response = client.post("/ict-materials/feed/")
    assert (response.status_code, response.content) == (
        405,
        b"A feed is read: GET or HEAD.\n",
    )


@pytest.mark.parametrize(
    ("make", "was", "now"),
    [
        (build.section, "/category/{}", "/{}"),
        (build.section, "/{}", "/{}"),
        (build.tag, "/tag/{}", "/tag/{}"),
        (build.author, "/author/{}", "/author/{}"),
    ],
)
def test_a_retired_slug_takes_one_hop_too(client, make, was, now):
    chief, thing = build.person("Chief"), make()
    build.live(chief, tags=["ITU"])
    first = thing.slug
    desk.save_site_object(thing, by=chief, changes={"slug": "second"})
    desk.save_site_object(thing, by=chief, changes={"slug": "third"})
    response = client.get(was.format(first) + "/feed/atom/")
    assert (response.status_code, response["Location"]) == (
        301,
        now.format("third") + "/feed.atom",
    )


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
@pytest.mark.parametrize("name", ["feed", "summary"])
def test_a_renamed_scope_keeps_its_format_and_its_twin(client, name, form):
    chief, section = build.person("Chief"), build.section()
    desk.save_site_object(section, by=chief, changes={"slug": "telecom"})
    response = client.get(f"/ict-materials/{name}.{form}")
    assert (response.status_code, response["Location"]) == (301, f"/telecom/{name}.{form}")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/nothing/feed/",
            "/category/nothing/feed/",
            "/tag/nothing/feed/",
            "/author/nothing/rss",
        ),
        *(
            "/language/xx/feed/",
            "/search/feed/",
            "/tag/itu/feed/",
            "/feed/podcast/",
            "/feeds/all.csv",
            "/category/feed/",
        ),
    ],
)
def test_what_is_unknown_or_only_a_draft_is_not_found(client, path):
    build.article(tags=["ITU"])
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["RSS", "Feed", "Atom"])
def test_a_tag_of_such_a_name_keeps_its_page(client, name):
    build.live(tags=[name])
    page = client.get(f"/tag/{name.lower()}/")
    assert (page.status_code, page.context["tag"].name) == (200, name)


@pytest.mark.parametrize(
    "slug", ["rss", "feed", "feeds", "atom", "category", "tag", "language"]
)
def test_no_section_takes_such_an_address(slug):
    with pytest.raises(ValidationError) as error:
        desk.save_site_object(Section(name="New", slug=slug), by=build.person("Chief"))
    assert error.value.message_dict["slug"] == [
        f"“{slug}” is an address of the site itself."
    ]


def test_an_unknown_word_after_feed_is_the_front(client):
    assert client.get("/?feed=comments-rss2").status_code == 200
