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
    own: list[FeedLink] = []
    if isinstance(scope, Language):  # before str, for a language is one too
        own = _links(f"{site_name}: {scope.label}", "language_feed", scope.value)
    elif isinstance(scope, SearchFeed):
        links = _links(f"{site_name}: search for {scope.words}", "search_feed")
        own = [link._replace(address=f"{link.address}?{scope.query}") for link in links]
    elif isinstance(scope, str) and scope:
        label = {"top": "Top stories", "corrections": "Corrections"}[scope]
        own = _links(f"{site_name}: {label}", f"{scope}_feed")
    elif scope:
        route = f"{KINDS[type(scope)]}_feed"
        own = _links(f"{site_name}: {scope.name}", route, scope.slug)
    return [*own, *_links(site_name, "feed")]


def _links(title: str, route: str, *slug: str) -> list[FeedLink]:
    return [
        FeedLink(
            reverse(route, args=[*slug, feed_format.name]),
            f"{title} ({feed_format.label})",
            feed_format.media_type,
        )
        for feed_format in FORMATS.values()
    ]
