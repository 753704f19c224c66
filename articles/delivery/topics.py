"""Which feeds an event changes: keys of the log to addresses of feeds, as they are now."""

from collections.abc import Iterable, Iterator
from datetime import datetime

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
PAGES_ALONE = frozenset({"link_translation", "unlink_translation", "close_edition", "open_edition"})
# A scope: its kind, and its slug where it has one.
Scope = tuple[str, str]
SITE: Scope = ("site", "")


def topics(event: Event, at: datetime) -> list[str]:
    """Addresses of all feeds, in every format, that the event changes; the site's first."""
    if event.verb in PAGES_ALONE:
        return []
    return [
        absolute_url(address)
        for scope in dict.fromkeys(_scopes(event, at))
        for address in _addresses(scope)
    ]


def _addresses(scope: Scope) -> Iterator[str]:
    kind, slug = scope
    for twin in TWINS:
        name = twin if scope == SITE else f"{kind}_{twin}"
        for feed_format in FORMATS:
            yield reverse(name, args=[slug, feed_format] if slug else [feed_format])


def _scopes(event: Event, at: datetime) -> Iterator[Scope]:
    keys, stories = set(event.keys), _ids(event.keys, "article")
    if event.article_id:
        # It names the story's translations too, for their pages: no feed of theirs changes.
        stories &= {event.article_id}
    editions = Edition.objects.filter(article__in=stories)
    editions = editions.wire(at) | editions.ended_lately(at)  # what they have left is told too
    # What the log says itself; and, where only a story is named, the scopes that carry it.
    tags = _ids(keys, "tag") | _column(EditionTag.objects.filter(edition__in=editions), "tag")
    by = EditionByline.objects.filter(edition__in=editions)
    authors = _ids(keys, "author") | _column(by, "author")
    sections = _ids(keys, "section") | _column(editions, "section")
    if stories or keys & {"site", "latest"}:
        yield SITE
    if stories or keys & {"site", "front"}:
        yield "top", ""
    if keys & {"site", "corrections"} or _corrected(stories):
        yield "corrections", ""
    languages = Language.values if "site" in keys else sorted(_column(editions, "language"))
    yield from (("language", language) for language in languages)
    yield from (("section", slug) for slug in _slugs(Section.objects.filter(pk__in=sections)))
    yield from (("tag", tag.slug) for tag in _tags(tags) if tag.was_public(at))
    by_name = Author.objects.filter(pk__in=authors).order_by("slug")
    yield from (("author", author.slug) for author in by_name if author.was_public(at))


def _corrected(stories: set[int]) -> bool:
    """Tell whether the feed of corrections carries one of the stories."""
    return Edition.objects.filter(article__in=stories, kind=Kind.CORRECTION).exists()


def _tags(ids: set[int]) -> Iterable[Tag]:
    """Tags by number; of a merged one that into which it was merged."""
    merged = TagAlias.objects.filter(retired_id__in=ids).values("target")
    return (Tag.objects.filter(pk__in=ids) | Tag.objects.filter(pk__in=merged)).order_by("slug")


def _ids(keys: Iterable[str], kind: str) -> set[int]:
    return {int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")}


def _column(rows: object, name: str) -> set:
    return set(rows.order_by().values_list(name, flat=True).distinct())


def _slugs(rows: object) -> list[str]:
    return list(rows.order_by("slug").values_list("slug", flat=True))
