"""Which feeds an event changes: keys of the log to addresses of feeds, as they are now."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product

from django.db.models import Q, QuerySet
from django.urls import reverse

from articles.enums import Kind
from articles.languages import Language
from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionTag,
    Event,
    Section,
    Tag,
    TagAlias,
)
from articles.public_urls import absolute_url

FORMATS = ("rss", "atom", "json")
TWINS = ("feed", "summary")
# Pages and sitemaps name translations and show earlier editions; feeds do neither.
PAGES_ALONE = frozenset(
    {"link_translation", "unlink_translation", "close_edition", "open_edition"}
)
# A scope: its kind, and its slug where it has one.
Scope = tuple[str, str]
SITE: Scope = ("site", "")


def topics(event: Event, at: datetime) -> list[str]:
    """Addresses of all feeds, in every format, that the event changes; the site's first."""
    if event.verb in PAGES_ALONE:
        return []
    stories = _ids(event, "article")
    if event.article_id:
        # It names the story's translations too, for their pages: no feed of theirs changes.
        stories &= {event.article_id}
    editions = Edition.objects.filter(article__in=stories)
    # What they have left is told too.
    editions = editions.wire(at) | editions.ended_lately(at)
    scopes = [*_site_scopes(event, stories, editions), *_named_scopes(event, editions, at)]
    paths = []
    for kind, slug in scopes:
        names = TWINS if (kind, slug) == SITE else [f"{kind}_{twin}" for twin in TWINS]
        for name, feed_format in product(names, FORMATS):
            args = [slug, feed_format] if slug else [feed_format]
            paths.append(reverse(name, args=args))
    return [absolute_url(path) for path in paths]


def _site_scopes(event: Event, stories: set[int], editions: QuerySet) -> Iterator[Scope]:
    keys = set(event.keys)
    if stories or keys & {"site", "latest"}:
        yield SITE
    if stories or keys & {"site", "front"}:
        yield "top", ""
    corrections = Edition.objects.filter(article__in=stories, kind=Kind.CORRECTION)
    if keys & {"site", "corrections"} or corrections.exists():
        yield "corrections", ""
    for code in (
        Language.values if "site" in keys else sorted(_column(editions, "language"))
    ):
        yield "language", code


def _named_scopes(event: Event, editions: QuerySet, at: datetime) -> Iterator[Scope]:
    """What the log names itself; and, where only a story is named, the scopes that carry it."""
    sections = _ids(event, "section") | _column(editions, "section")
    for slug in _slugs(Section.public(at).filter(pk__in=sections)):
        yield "section", slug
    tags = _ids(event, "tag")
    tags |= _column(EditionTag.objects.filter(edition__in=editions), "tag")
    # Of a merged one the tag into which it was merged.
    merged = TagAlias.objects.filter(retired_id__in=tags).values("target")
    for slug in _slugs(Tag.public(at).filter(Q(pk__in=tags) | Q(pk__in=merged))):
        yield "tag", slug
    authors = _ids(event, "author")
    authors |= _column(EditionByline.objects.filter(edition__in=editions), "author")
    for slug in _slugs(Author.public(at).filter(pk__in=authors)):
        yield "author", slug


def _ids(event: Event, kind: str) -> set[int]:
    return {int(key.partition(":")[2]) for key in event.keys if key.startswith(f"{kind}:")}


def _column(rows: QuerySet, name: str) -> set:
    return set(rows.order_by().values_list(name, flat=True).distinct())


def _slugs(rows: QuerySet) -> QuerySet:
    return rows.order_by("slug").values_list("slug", flat=True)
