"""A feed's document: the scope's editions fetched, made into items and written in a format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from articles.caching.freshness import LastChange, key_of
from articles.enums import Kind
from articles.models import Edition, KeyChange, SiteSettings

from . import archive_parts, atom, jsonfeed, queries, rss
from .channel import Channel, channel
from .items import Item, item
from .scopes import KINDS, Scope

WRITERS = {"rss": rss, "atom": atom, "json": jsonfeed}
LIMIT = 512 * 1024  # Bytes, before they are compressed.
STUB = 500  # Characters: no sentence of ours about a story is longer.
WINDOW = timedelta(hours=2)
MAX_EVENTS = 1_000


@dataclass(frozen=True)
class Document:
    """One address: a kind of scope, its slug, `feed` or its twin `summary`, the format."""

    kind: str
    slug: str
    name: str
    format: str

    def write(self, at: datetime, last: LastChange) -> bytes:
        """The bytes as of a moment; `last` is its last change.

        Raises SlugRetired for a retired slug, Http404 for an unknown one.
        """
        site = SiteSettings.load()
        scope = KINDS[self.kind].find(self.slug, site, at)
        also = _changed_lately(key_of(self.kind, scope.pk), last, at)
        editions = queries.feed_editions(scope, at, also)
        newest = max((edition.changed_at(at) for edition in editions.all), default=None)
        head = channel(scope, site, self.format, newest, self.name)
        disowned = {
            edition.pk: edition.left_at
            for edition in editions.left
            # What a correction took out was never rightly here (docs/rules.md 34).
            if scope.disowns and edition.left_by == Kind.CORRECTION
        }
        entries = items(editions.all, at, full=head.full, disowned=disowned)
        regular = editions.standing[: queries.NEWEST]

        def write(entries: list[Item]) -> bytes:
            linked = self._linked(head, scope, regular, entries, at)
            return WRITERS[self.format].write(linked, entries)

        return _within(entries, write)

    def _linked(
        self,
        head: Channel,
        scope: Scope,
        regular: list[Edition],
        entries: list[Item],
        at: datetime,
    ) -> Channel:
        """The head with the way to what is older than its entries (RFC 5005)."""
        if scope.kind not in archive_parts.KINDS or not regular:
            return head
        urns = {entry.urn for entry in entries}
        # From the newest story that had to give way, else from the first older one.
        missing = next(
            (edition for edition in regular if edition.story.urn not in urns), None
        )
        if missing:
            part = archive_parts.holding(scope, missing, at)
        else:
            last = regular[-1]
            part = archive_parts.before(scope, last.first_published, last.article_id, at)
        return head.with_archive(part.address(self.format, self.name)) if part else head


def _within(entries: list[Item], write: Callable[[list[Item]], bytes]) -> bytes:
    """The document, within half a megabyte: the oldest texts give way, never a stub."""
    body = write(entries)
    while len(body) > LIMIT:
        fewer = _lighter(entries, len(body) - LIMIT)
        # Nothing is left that may give way: better too long than without its stubs.
        if len(fewer) == len(entries):
            break
        entries, body = fewer, write(fewer)
    return body


def _lighter(entries: list[Item], excess: int) -> list[Item]:
    """Without the oldest texts, as many as weigh the excess; the newest story always stays."""
    lighter = entries[:1]
    for entry in reversed(entries[1:]):
        if excess > 0 and len(entry.html) > STUB:
            excess -= len(entry.html.encode())
        else:
            lighter.insert(1, entry)
    return lighter


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


def _changed_lately(key: str, last: LastChange, at: datetime) -> set[int]:
    """The articles that were published or changed in the two hours before a feed's last change."""
    if last.at is None:
        return set()
    rows = KeyChange.objects.filter(key=key, at__gt=last.at - WINDOW, at__lte=at)
    newest = rows.order_by("-at", "-event").values_list("event__article", "event__keys")
    articles: set[int] = set()
    for article, keys in newest[:MAX_EVENTS]:
        if article:
            articles.add(article)
            continue
        # A photo's event names the stories that show it.
        named = [key for key in keys if key.startswith("article:")]
        articles.update(int(key.removeprefix("article:")) for key in named)
    return articles
