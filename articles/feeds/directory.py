"""/feeds/ for people, and the same as OPML: every feed there is, found by its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from lxml import etree

from articles.caching import compression, conditional, etags
from articles.languages import Language, in_site_language
from articles.models import Author, Edition, EditionByline, EditionTag, Section, SiteSettings, Tag
from articles.pages.feed_links import FORMATS
from articles.public_urls import absolute_url
from articles.text.plain_text import fold
from articles.text.xml import add, document

from .scopes import KINDS, OfAuthor, OfSection, OfTag, Scope

SHOWN, CHOSEN, ALL_AUTHORS = 50, 200, 1_000
HTML = "text/html; charset=utf-8"
OPML = "text/x-opml; charset=utf-8"
TEXTS = ("feed", "summary")
RECORDS: dict[str, Any] = {"section": OfSection, "author": OfAuthor, "tag": OfTag}


@dataclass(frozen=True)
class Choice:
    """What the reader asked for: a part of a name, a format, full text or summaries."""

    query: str
    format: str
    text: str
    after: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Choice":
        asked = request.GET
        return cls(
            query=" ".join(asked.get("q", "").split())[:80],
            format=asked.get("format") if asked.get("format") in FORMATS else "rss",
            text=asked.get("text") if asked.get("text") in TEXTS else "feed",
            after=asked.get("after", "")[:200],
        )


@dataclass(frozen=True)
class Entry:
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
        return f"{self.scope.kind}:{self.scope.slug}" if self.scope.slug else self.scope.kind


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Which feeds there are; `?q=` finds one by a part of its name, in any spelling of ə, ı, İ."""
    with in_site_language():
        body = render(request, "articles/site/feeds.html", _found(request)).content
    response = conditional.answer(
        request, lambda: body, content_type=HTML, etag=etags.etag(body), changed_at=None
    )
    return compression.packed(request, response)


def _found(request: HttpRequest) -> dict[str, Any]:
    at, site, choice = timezone.now(), SiteSettings.load(), Choice.of(request)
    asked = fold(choice.query)
    tags = list(_tags(at, asked, choice.after)[: SHOWN + 1])
    groups = [("tag", tags[:SHOWN])]
    if not choice.after:
        named = {"section": Section.objects.active(), "author": _authors(at)}
        found = [(kind, _named(rows, asked)) for kind, rows in named.items()]
        groups = [*found, *groups]
    listed = [(kind, _entries(kind, rows, site)) for kind, rows in groups]
    whole = [] if choice.after else [e for e in _whole(site, at) if asked in fold(e.name)]
    return {
        "path": reverse("feeds"),
        "here": _("Feeds"),
        "robots": "noindex" if request.GET else "",
        "choice": choice,
        "groups": [(kind, _lines(found, choice)) for kind, found in [("site", whole), *listed]],
        "found": bool(whole or any(entries for _, entries in listed)),
        "after": tags[SHOWN - 1].folded if len(tags) > SHOWN else "",
        "formats": FORMATS.values(),
        "main": absolute_url(KINDS["site"].find("", site, at).address(choice.format, choice.text)),
    }


@require_safe
def opml(request: HttpRequest) -> HttpResponse:
    """/feeds.opml: all feeds but those of tags, or the chosen ones (`?scope=section:telecom`)."""
    at, site, choice = timezone.now(), SiteSettings.load(), Choice.of(request)
    asked = list(dict.fromkeys(request.GET.getlist("scope")))
    if len(asked) > CHOSEN:
        return _refused(f"At most {CHOSEN} feeds can be chosen at once.")
    entries = _chosen(asked, site, at) if asked else _all(site, at)
    if entries is None:
        return _refused("One of these feeds does not exist.")
    body = document(_outlines(entries, site, choice))
    response = conditional.answer(
        request, lambda: body, content_type=OPML, etag=etags.etag(body), changed_at=None
    )
    response["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    return response


def _whole(site: SiteSettings, at: datetime) -> list[Entry]:
    """The feeds of no one subject; of the languages those in which there are stories."""
    spoken = [
        (code, get_language_info(code)["name_local"])
        for code in Language.values
        if Edition.objects.live(at).filter(language=code).exists()
    ]
    named = [("site", "", _("Latest: all stories")), ("top", "", _("Top stories"))]
    named += [("language", code, label) for code, label in spoken]
    named += [("corrections", "", _("Corrections"))]
    return [Entry(KINDS[kind].find(slug, site, at), name) for kind, slug, name in named]


def _authors(at: datetime) -> QuerySet:
    rows = EditionByline.objects.live(at).filter(author=OuterRef("pk"))
    return Author.objects.filter(Exists(rows)).order_by("name")


def _tags(at: datetime, asked: str = "", after: str = "") -> QuerySet:
    """Tags whose page has stories, by folded name: the unique index is walked from `after` on."""
    rows = EditionTag.objects.live(at).filter(tag=OuterRef("pk"))
    found = Tag.objects.filter(Exists(rows), folded__gt=after).order_by("folded")
    return found.filter(folded__contains=asked) if asked else found


def _named(rows: QuerySet, asked: str) -> list[Any]:
    """The first of them whose name has the folded text in it."""
    return [thing for thing in rows[:ALL_AUTHORS] if asked in fold(thing.name)][:SHOWN]


def _entries(kind: str, rows: Iterable[Any], site: SiteSettings) -> list[Entry]:
    return [Entry(RECORDS[kind].of_record(thing, site), thing.name) for thing in rows]


def _lines(entries: list[Entry], choice: Choice) -> list[tuple[Entry, str]]:
    """Each with the address of the format that is chosen."""
    return [(e, absolute_url(e.scope.address(choice.format, choice.text))) for e in entries]


def _all(site: SiteSettings, at: datetime) -> list[Entry]:
    sections = _entries("section", Section.objects.active(), site)
    return [*_whole(site, at), *sections, *_entries("author", _authors(at)[:ALL_AUTHORS], site)]


def _chosen(asked: list[str], site: SiteSettings, at: datetime) -> list[Entry] | None:
    """The feeds of these names in their order, or None where one is unknown or not public."""
    known = {entry.value: entry for entry in _whole(site, at)}
    rows = {"section": Section.objects.all(), "author": _authors(at), "tag": _tags(at)}
    for kind, things in rows.items():
        slugs = [name.partition(":")[2] for name in asked if name.startswith(f"{kind}:")]
        if slugs:
            found = _entries(kind, things.filter(slug__in=slugs), site)
            known |= {entry.value: entry for entry in found}
    return [known[name] for name in asked] if known.keys() >= set(asked) else None


def _outlines(entries: list[Entry], site: SiteSettings, choice: Choice) -> etree._Element:
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", f"{site.name}: feeds")
    body = add(root, "body")
    titles: set[str] = set()
    for entry in entries:
        title = entry.scope.title
        title = f"{title} ({entry.scope.kind})" if title in titles else title
        titles.add(title)
        add(body, "outline", attributes=dict(_attributes(entry, title, choice)))
    return root


def _attributes(entry: Entry, title: str, choice: Choice) -> Iterator[tuple[str, str]]:
    yield from (("type", "rss"), ("text", title), ("title", title))
    yield "xmlUrl", absolute_url(entry.scope.address(choice.format, choice.text))
    yield "htmlUrl", absolute_url(entry.scope.home)
    yield "language", entry.scope.language


def _refused(sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=400, content_type="text/plain; charset=utf-8")
