"""Addresses for programs (docs: contract). Included at the root, before sections."""

from collections.abc import Callable

from django.urls import URLPattern, path, re_path

from articles.models.section import RESERVED

from . import archives, channel, directory, search_feeds, views

FORMAT = r"(?P<format>rss|atom|json)"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"
LANGUAGE = r"(?P<slug>[-a-zA-Z]+)"
# What other systems call their feeds.
OLD = (
    r"(?P<old>rss|feed|atom|(?:rss|feed|atom|index)\.xml"
    r"|index\.(?:rss|rdf|atom|json)|feed/(?:rss2?|rdf|atom|json))/?$"
)
UNRESERVED = rf"(?!(?:{'|'.join(sorted(RESERVED))})/)"


def _of(kind: str, under: str = "", view: Callable = views.feed) -> list[URLPattern]:
    """The feed of a scope and its twin of summaries, each in every format."""
    prefix = "" if kind == "site" else f"{kind}_"
    return [
        re_path(
            rf"^{under}{name}\.{FORMAT}$",
            channel.announced(view),
            {"kind": kind, "name": name},
            name=f"{prefix}{name}",
        )
        for name in ("feed", "summary")
    ]


def _old(kind: str, under: str, old: str = OLD) -> list[URLPattern]:
    return [re_path(f"^{under}{old}", views.old_feed, {"kind": kind}, name=f"{kind}_old")]


def _archived(kind: str, under: str = "") -> list[URLPattern]:
    """The archive of a feed and of its twin: a day in parts."""
    day = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/(?P<number>[1-9][0-9]{0,3})"
    return [
        re_path(
            rf"^{under}archive/{day}/{name}\.{FORMAT}$",
            archives.archive,
            {"kind": kind, "name": name},
            name=f"{kind}_archive_{name}",
        )
        for name in ("feed", "summary")
    ]


urlpatterns = [
    path("feeds/", directory.page, name="feeds"),
    path("feeds.opml", directory.opml, name="feeds_opml"),
    *_of("site"),
    *_of("top", "top/"),
    *_of("latest", "latest/", views.latest),
    *_of("corrections", "corrections/"),
    *_of("language", f"language/{LANGUAGE}/"),
    *_of("tag", f"tag/{SLUG}/"),
    *_of("author", f"author/{SLUG}/"),
    *(
        re_path(
            rf"^search/{name}\.{FORMAT}$",
            search_feeds.feed,
            {"name": name},
            name=f"search_{name}",
        )
        for name in ("feed", "summary")
    ),
    *_archived("site"),
    # After all others: a section may have any slug that is not reserved.
    *_of("section", f"{SLUG}/"),
    *_archived("section", f"{SLUG}/"),
    *_old("site", ""),
    *_old(
        "site", "feeds/", r"(?P<old>index\.rss|rss\.xml|all\.(?:rss|atom|json)(?:\.xml)?)$"
    ),
    *_old("section", f"category/{SLUG}/"),
    *_old("tag", f"tag/{SLUG}/"),
    *_old("author", f"author/{SLUG}/"),
    *_old("language", f"language/{LANGUAGE}/"),
    *_old("top", "top/"),
    *_old("corrections", "corrections/"),
    re_path(f"^latest/{OLD}", views.old_feed, {"kind": "site"}, name="latest_old"),
    re_path(f"^search/{OLD}", search_feeds.old_feed, name="search_old"),
    *_old("section", f"{UNRESERVED}{SLUG}/"),
]
