"""A feed's document: the scope's editions fetched, made into items and written in a format."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from articles.models import Edition, SiteSettings

from . import atom, harvest, jsonfeed, rss
from .channel import channel
from .items import Item, item
from .scopes import KINDS, Scope

WRITERS = {"rss": rss, "atom": atom, "json": jsonfeed}


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

    def write(self, at: datetime, *, only: Collection[int] | None = None) -> bytes:
        """The bytes as of a moment; `only` these articles' items, for a delta."""
        of = self.scope(at)
        editions = harvest.harvest(of, at)
        newest = max((edition.changed_at(at) for edition in editions), default=None)
        if only is not None:
            editions = [edition for edition in editions if edition.article_id in only]
        head = channel(of, self.site, self.format, newest, self.name)
        return WRITERS[self.format].write(head, items(editions, at, full=head.full))


def items(editions: list[Edition], at: datetime, *, full: bool) -> list[Item]:
    """The editions as items, with the few rows around them."""
    credits = harvest.credits(editions, at)
    corrections = harvest.corrections(editions, at)
    pictures = harvest.renditions(editions, credits, at)
    return [
        item(
            edition,
            at,
            credits=credits[edition.pk],
            pictures=pictures,
            corrections=corrections[edition.article_id],
            full=full,
        )
        for edition in editions
    ]
