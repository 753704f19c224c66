"""Addresses of programs forgive slashes and capitals as pages do: one hop home, with the query."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from articles import desk
from articles.models import SiteSettings
from tests import build

pytestmark = pytest.mark.django_db
RIGHT = (
    "/feed.rss", "/summary.atom", "/feed.json", "/top/feed.rss", "/corrections/feed.atom",
    "/language/en/feed.rss", "/tag/itu/feed.rss", "/author/ingilab-mammadov/summary.json",
    "/ict-materials/feed.rss", "/archive/{day}/1/feed.rss",
    "/ict-materials/archive/{day}/1/summary.atom", "/feeds/", "/feeds.opml", "/sitemap.xml",
    "/sitemap-pages.xml", "/sitemap-{month}.xml", "/sitemap-{month}-1.xml", "/news-sitemap.xml",
    "/robots.txt", "/trust.txt", "/.well-known/trust.txt", "/search/suggest/", "/latest/new/",
)  # fmt: skip
# The letters of a token count, and nobody types the name of a photo's file.
UNFORGIVING = {"preview", "media"}


def capitals(address):
    return address.upper()


def one_capital(address):
    return re.sub(
        r"/([a-z])([^/]*/?)$", lambda last: f"/{last[1].upper()}{last[2]}", address
    )


def doubled(address):
    # Its first slash is written so, for the client takes `//feed.rss` for a host.
    return address.replace("/", "//").replace("//", "/%2F", 1)


def slash(address):
    return address.rstrip("/") if address.endswith("/") else f"{address}/"


def all_of_it(address):
    return f"{doubled(address.upper())}//"


@pytest.fixture
def story():
    desk.save_site_object(
        SiteSettings.load(),
        by=build.person("Chief"),
        changes={"trust": "member=https://example.com/"},
    )
    return build.live(tags=["ITU"])


@pytest.mark.parametrize("wrongly", [capitals, one_capital, doubled, slash, all_of_it])
@pytest.mark.parametrize("right", RIGHT)
def test_slashes_and_capitals_lead_there_in_one_hop(client, story, right, wrongly):
    born = story.first_published
    right = right.format(day=f"{born:%Y/%m/%d}", month=f"{born:%Y-%m}")
    # Subscribers bring along what they had at the end of the hop.
    for had in ({}, {"If-None-Match": client.get(right)["ETag"]}):
        moved = client.get(f"{wrongly(right)}?utm_source=x", headers=had)

        assert (moved.status_code, moved["Location"]) == (301, f"{right}?utm_source=x")
        assert moved["Cache-Control"] == "public, max-age=5, must-revalidate"
    assert client.get(right).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/%2Frss", "/feed.rss"),
        ("/RSS.xml", "/feed.rss"),
        ("/Feed/Atom/", "/feed.atom"),
        ("/%2Flatest/feed.rss", "/feed.rss"),
        ("/Latest/Feed.json", "/feed.json"),
        ("/ICT-Materials/feed", "/ict-materials/feed.rss"),
        ("/Category//ICT-Materials/feed/", "/ict-materials/feed.rss"),
        ("/Search/Feed.rss?q=roadmap", "/search/feed.rss?q=roadmap"),
        ("/search//feed/?q=Roadmap&s=noise", "/search/feed.rss?q=roadmap"),
    ],
)
def test_an_old_name_written_wrong_takes_one_hop_too(client, story, wrong, right):
    moved = client.get(wrong)

    assert (moved.status_code, moved["Location"]) == (301, right)


def test_a_retired_section_written_wrong_takes_one_hop_too(client, story):
    desk.save_site_object(
        story.section, by=build.person("Chief"), changes={"slug": "materials"}
    )

    for wrong in (
        "/ICT-Materials/feed.rss",
        "/%2Fict-materials/feed.rss",
        "/ict-materials/Feed.rss",
    ):
        assert client.get(wrong)["Location"] == "/materials/feed.rss"


@pytest.mark.parametrize(
    "address", ["/Tag/{}/feed.rss", "/tag/{}/Feed.rss", "/%2Fauthor/{}/feed/"]
)
def test_what_is_not_public_is_as_unknown_under_a_wrong_address(client, address):
    build.article(tags=["Merger"], bylines=[build.author("Merger")])
    hidden, nonsense = (client.get(address.format(slug)) for slug in ("Merger", "Nonsense"))

    assert (hidden.status_code, hidden.content) == (404, nonsense.content)


def test_a_feed_written_wrong_is_open_to_programs_as_others_are(client, story):
    assert client.get("/ICT-Materials/feed.rss")["Access-Control-Allow-Origin"] == "*"
    unknown = client.get("/Nowhere/feed.rss")
    assert (unknown.status_code, unknown.content) == (404, b"Feed not found.\n")


def test_the_address_of_who_guards_us_forgives_too(client, settings):
    settings.SECURITY_CONTACT = "mailto:safe@example.com"
    moved = client.get("/.Well-Known//security.txt/")

    assert (moved.status_code, moved["Location"]) == (301, "/.well-known/security.txt")


@pytest.mark.parametrize(
    "wrong", ["/%2Ffeed.rss", "/Robots.txt", "/ICT-Materials/feed.rss"]
)
def test_only_who_reads_is_led_there(client, story, wrong):
    assert client.post(wrong).status_code in (404, 405)


def test_every_address_of_ours_forgives():
    unforgiving = {
        name
        for name, view in views(get_resolver("articles.urls").url_patterns)
        if not hasattr(view, "find")
    }

    assert unforgiving == UNFORGIVING


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name, pattern.callback
        else:
            yield from views(pattern.url_patterns)
