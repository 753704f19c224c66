"""Where the feeds are, for pages that point at them."""

from typing import Any, NamedTuple

from django.urls import reverse

from articles.languages import Language
from articles.models import Author, Section, Tag


class Format(NamedTuple):
    name: str
    label: str
    media_type: str


class FeedLink(NamedTuple):
    address: str
    title: str
    media_type: str


class SearchFeed(NamedTuple):
    """The feed of a search: its words, and its query as addresses carry it."""

    words: str
    query: str


FORMATS = {
    "rss": Format("rss", "RSS", "application/rss+xml"),
    "atom": Format("atom", "Atom", "application/atom+xml"),
    "json": Format("json", "JSON Feed", "application/feed+json"),
}
# What a page is of decides which feeds it names before the site's.
KINDS = {Section: "section", Tag: "tag", Author: "author"}


def feed_links(site_name: str, scope: Any = None) -> list[FeedLink]:
    """The feeds of a page, its own scope first, with titles of which no two are alike.

    `scope` is a section, a tag, an author, a language or a search; "top", "corrections"; or
    nothing: the site alone.
    """
    links = [*_of(site_name, "feed")]
    if isinstance(scope, Language):
        links = [*_of(f"{site_name}: {scope.label}", "language_feed", scope.value), *links]
    elif isinstance(scope, str) and scope:
        label = {"top": "Top stories", "corrections": "Corrections"}[scope]
        links = [*_of(f"{site_name}: {label}", f"{scope}_feed"), *links]
    elif isinstance(scope, SearchFeed):
        found = _of(f"{site_name}: search for {scope.words}", "search_feed")
        ours = [link._replace(address=f"{link.address}?{scope.query}") for link in found]
        links = [*ours, *links]
    elif scope:
        route = f"{KINDS[type(scope)]}_feed"
        links = [*_of(f"{site_name}: {scope.name}", route, scope.slug), *links]
    return links


def _of(title: str, route: str, *slug: str) -> list[FeedLink]:
    return [
        FeedLink(reverse(route, args=[*slug, name]), f"{title} ({label})", media_type)
        for name, label, media_type in FORMATS.values()
    ]
