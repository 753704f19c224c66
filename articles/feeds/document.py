"""A feed's document: the scope's editions fetched, made into items and written in a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

from articles.caching.freshness import Mark, key_of
from articles.enums import Kind
from articles.models import Edition, KeyChange, SiteSettings

from . import archive_parts, atom, jsonfeed, queries, rss
from .channel import Channel, channel
from .items import Item, item
from .scopes import KINDS, Scope

WRITERS = {"rss": rss, "atom": atom, "json": jsonfeed}
LIMIT = 512 * 1024  # Bytes, before they are packed.
STUB = 500  # Characters: no sentence of the house about a story is longer.


@dataclass
class Document:
    """What is asked for: a kind of scope, its slug, `feed` or its twin `summary`, the format."""

    kind: str
    slug: str
    name: str
    format: str

    @property
    def facts(self) -> tuple[str, ...]:
        return self.kind, self.slug, self.name, self.format

    @cached_property
    def site(self) -> SiteSettings:
        return SiteSettings.load()

    def scope(self, at: datetime) -> Scope:
        """The scope of this address. Raises Moved for a retired one, Http404 for an unknown."""
        if "_scope" not in self.__dict__:
            self._scope = KINDS[self.kind].find(self.slug, self.site, at)
        return self._scope

    def write(self, at: datetime, last: Mark) -> bytes:
        """The bytes as of a moment; `last` is its last change."""
        of = self.scope(at)
        also = _changed_lately(key_of(self.kind, of.pk), last, at)
        found = queries.harvest(of, at, also)
        newest = max((edition.changed_at(at) for edition in found.all), default=None)
        head = channel(of, self.site, self.format, newest, self.name)
        told = items(found.all, at, full=head.full, disowned=_disowned(of, found.left))
        writer = WRITERS[self.format]
        if of.kind not in archive_parts.KINDS:
            return _within(told, lambda some: writer.write(head, some))
        older = _Older(of, found.standing, at, self)
        return _within(told, lambda some: writer.write(older.linked(head, some), some))


def _disowned(of: Scope, left: list[Any]) -> dict[int, datetime]:
    """Since when what a correction took out is no longer filed here, by edition."""
    return {
        edition.pk: edition.left_at
        for edition in left
        if of.disowns and edition.left_by == Kind.CORRECTION
    }


class _Older:
    """The way from a feed to what is older than what it tells (RFC 5005)."""

    def __init__(self, of: Scope, editions: list[Edition], at: datetime, asked: Document) -> None:
        self.of, self.at, self.asked = of, at, asked
        self.regular = editions[: queries.NEWEST]

    def linked(self, head: Channel, told: list[Item]) -> Channel:
        part = self._part({item.urn for item in told}) if self.regular else None
        if part is None:
            return head
        return head.with_archive(part.address(self.asked.format, self.asked.name))

    def _part(self, told: set[str]) -> archive_parts.Part | None:
        """From the newest story that had to give way, else from the first older one."""
        for edition in self.regular:
            if edition.story.urn not in told:
                return archive_parts.holding(self.of, edition, self.at)
        oldest = self.regular[-1]
        return archive_parts.before(self.of, oldest.first_published, oldest.article_id, self.at)


def _within(told: list[Item], write: Callable[[list[Item]], bytes]) -> bytes:
    """The document, within half a megabyte: the oldest texts give way, never a stub."""
    body = write(told)
    while len(body) > LIMIT:
        fewer = _lighter(told, len(body) - LIMIT)
        if len(fewer) == len(told):
            break
        told, body = fewer, write(fewer)
    return body


def _lighter(told: list[Item], excess: int) -> list[Item]:
    """Without the oldest texts, as many as weigh the excess; the newest story always stays."""
    kept = told[:1]
    for one in reversed(told[1:]):
        if excess > 0 and len(one.html) > STUB:
            excess -= len(one.html.encode())
        else:
            kept.insert(1, one)
    return kept


def items(
    editions: list[Edition],
    at: datetime,
    *,
    full: bool,
    disowned: Mapping[int, datetime] = MappingProxyType({}),
) -> list[Item]:
    """The editions as items, with the few rows around them.

    `disowned` are those that a scope tells without their words, with the moment since when.
    """
    credits = queries.credits(editions, at)
    corrections = queries.corrections(editions, at)
    pictures = queries.renditions(editions, credits, at)
    return [
        item(
            edition,
            at,
            credits=credits[edition.pk],
            pictures=pictures,
            corrections=corrections[edition.article_id],
            full=full,
            disowned_at=disowned.get(edition.pk),
        )
        for edition in editions
    ]


WINDOW = timedelta(hours=2)
MOST_EVENTS = 1_000


def _changed_lately(key: str, last: Mark, at: datetime) -> set[int]:
    """The articles that were published or changed in the two hours before a feed's last change."""
    if last.at is None:
        return set()
    rows = KeyChange.objects.filter(key=key, at__gt=last.at - WINDOW, at__lte=at)
    newest = rows.order_by("-at", "-event").values_list("event__article", "event__keys")
    found: set[int] = set()
    for article, keys in newest[:MOST_EVENTS]:  # a photo's event names the stories that show it
        found.update([article] if article else _articles(keys))
    return found


def _articles(keys: list[str]) -> list[int]:
    return [int(key.removeprefix("article:")) for key in keys if key.startswith("article:")]
