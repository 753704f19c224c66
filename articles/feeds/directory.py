"""/feeds/ for people, and the same as OPML: every feed there is, found by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from lxml import etree

from articles.caching import compression, conditional, etags
from articles.caching.public_page import public
from articles.languages import Language
from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionTag,
    Section,
    SiteSettings,
    Tag,
)
from articles.pages.feed_links import FORMATS
from articles.public_urls import absolute_url
from articles.text.plain_text import fold
from articles.text.xml import add, document

from .scopes import KINDS, OfAuthor, OfSection, OfTag, Scope

SHOWN, MAX_CHOSEN, MAX_AUTHORS = 50, 200, 1_000
HTML = "text/html; charset=utf-8"
OPML = "text/x-opml; charset=utf-8"
TEXTS = ("feed", "summary")
NAMED: dict[str, Any] = {"section": OfSection, "author": OfAuthor, "tag": OfTag}


@dataclass(frozen=True)
class DirectoryQuery:
    """What the reader asked for: a part of a name, a format, full text or summaries."""

    name: str
    format: str
    text: str
    after: str

    @classmethod
    def of(cls, request: HttpRequest) -> "DirectoryQuery":
        params = request.GET
        return cls(
            name=" ".join(params.get("q", "").split())[:80],
            format=params.get("format") if params.get("format") in FORMATS else "rss",
            text=params.get("text") if params.get("text") in TEXTS else "feed",
            after=params.get("after", "")[:200],
        )

    def address(self, scope: Scope) -> str:
        """The feed of a scope in the chosen format."""
        return absolute_url(scope.address(self.format, self.text))


@dataclass(frozen=True)
class FeedEntry:
    """A feed as a line of the page: its short name and what others call it by."""

    scope: Scope
    name: str

    @property
    def language(self) -> str:
        """That of the name: sections and languages are called in their own."""
        own = self.scope.kind in ("section", "language")
        return self.scope.language if own else get_language()

    @property
    def value(self) -> str:
        """`tag:5g`, as forms send it."""
        return (
            f"{self.scope.kind}:{self.scope.slug}" if self.scope.slug else self.scope.kind
        )


@public
def page(request: HttpRequest) -> HttpResponseBase:
    """Which feeds there are; `?q=` finds one by a part of its name, in any spelling of ə, ı, İ."""
    body = render(request, "articles/site/feeds.html", _context(request)).content
    response = conditional.respond_with_bytes(
        request, lambda: body, content_type=HTML, etag=etags.etag(body)
    )
    return compression.compress(request, response)


def _context(request: HttpRequest) -> dict[str, Any]:
    at, site, query = timezone.now(), SiteSettings.load(), DirectoryQuery.of(request)
    name = fold(query.name)
    # One more than is shown tells whether there are more.
    tags = list(_tags(at, name, query.after)[: SHOWN + 1])
    groups = {"tag": _entries("tag", tags[:SHOWN], site)}
    if not query.after:  # on the first page
        whole = [entry for entry in _whole(site, at) if name in fold(entry.name)]
        sections = _matching(Section.objects.active(), name)
        authors = _matching(_authors(at), name)
        groups = {
            "site": whole,
            "section": _entries("section", sections, site),
            "author": _entries("author", authors, site),
            **groups,
        }
    lines = {
        kind: [(entry, query.address(entry.scope)) for entry in entries]
        for kind, entries in groups.items()
    }
    return {
        "path": reverse("feeds"),
        "here": _("Feeds"),
        "robots": "noindex" if request.GET else "",
        "query": query,
        "groups": list(lines.items()),
        "has_feeds": any(groups.values()),
        "after": tags[SHOWN - 1].folded if len(tags) > SHOWN else "",
        "formats": FORMATS.values(),
        "main": query.address(KINDS["site"].find("", site, at)),
    }


@public
def opml(request: HttpRequest) -> HttpResponseBase:
    """/feeds.opml: all feeds but those of tags, or the chosen ones (`?scope=section:telecom`)."""
    at, site, query = timezone.now(), SiteSettings.load(), DirectoryQuery.of(request)
    names = list(dict.fromkeys(request.GET.getlist("scope")))
    if len(names) > MAX_CHOSEN:
        return _bad_request(f"At most {MAX_CHOSEN} feeds can be chosen at once.")
    if names:
        entries = _chosen(names, site, at)
    else:
        entries = _whole(site, at)
        entries += _entries("section", Section.objects.active(), site)
        entries += _entries("author", _authors(at)[:MAX_AUTHORS], site)
    if entries is None:
        return _bad_request("One of these feeds does not exist.")
    body = document(_outlines(entries, site, query))
    response = conditional.respond_with_bytes(
        request, lambda: body, content_type=OPML, etag=etags.etag(body)
    )
    response["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    return response


def _whole(site: SiteSettings, at: datetime) -> list[FeedEntry]:
    """The feeds of no one subject; of the languages those in which there are stories."""
    feeds = [("site", "", _("Latest: all stories")), ("top", "", _("Top stories"))]
    for code in Language.values:
        if Edition.objects.live(at).filter(language=code).exists():
            feeds.append(("language", code, get_language_info(code)["name_local"]))
    feeds.append(("corrections", "", _("Corrections")))
    return [FeedEntry(KINDS[kind].find(slug, site, at), name) for kind, slug, name in feeds]


def _authors(at: datetime) -> QuerySet:
    rows = EditionByline.objects.live(at).filter(author=OuterRef("pk"))
    return Author.objects.filter(Exists(rows)).order_by("name")


def _tags(at: datetime, name: str = "", after: str = "") -> QuerySet:
    """Tags whose page has stories, by folded name: the unique index is walked from `after` on."""
    rows = EditionTag.objects.live(at).filter(tag=OuterRef("pk"))
    tags = Tag.objects.filter(Exists(rows), folded__gt=after).order_by("folded")
    return tags.filter(folded__contains=name) if name else tags


def _matching(rows: QuerySet, name: str) -> list[Any]:
    """The first of them whose name has the folded text in it.

    Found here and not in the database, which folds other letters.
    """
    return [obj for obj in rows[:MAX_AUTHORS] if name in fold(obj.name)][:SHOWN]


def _entries(kind: str, rows: Iterable[Any], site: SiteSettings) -> list[FeedEntry]:
    return [FeedEntry(NAMED[kind].of_object(obj, site), obj.name) for obj in rows]


def _chosen(names: list[str], site: SiteSettings, at: datetime) -> list[FeedEntry] | None:
    """The feeds of these names in their order, or None where one is unknown or not public."""
    entries = {entry.value: entry for entry in _whole(site, at)}
    public = {"section": Section.objects.all(), "author": _authors(at), "tag": _tags(at)}
    for kind, rows in public.items():
        slugs = [name.partition(":")[2] for name in names if name.startswith(f"{kind}:")]
        if slugs:
            chosen = _entries(kind, rows.filter(slug__in=slugs), site)
            entries |= {entry.value: entry for entry in chosen}
    return [entries[name] for name in names] if entries.keys() >= set(names) else None


def _outlines(
    entries: list[FeedEntry], site: SiteSettings, query: DirectoryQuery
) -> etree._Element:
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", f"{site.name}: feeds")
    body = add(root, "body")
    titles: set[str] = set()
    for entry in entries:
        scope = entry.scope
        # A tag may bear the name of a section: apps show nothing but the title.
        title = f"{scope.title} ({scope.kind})" if scope.title in titles else scope.title
        titles.add(title)
        attributes = {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": query.address(scope),
            "htmlUrl": absolute_url(scope.home),
            "language": scope.language,
        }
        add(body, "outline", attributes=attributes)
    return root


def _bad_request(sentence: str) -> HttpResponse:
    response = HttpResponse(
        f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = "no-store"
    return response
