"""What a search finds: of what is live the places from the index, ordered for people."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from itertools import chain
from typing import Any

from django.db.models import Count
from django.utils.http import urlencode

from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionTag,
    SearchWord,
    Section,
    Tag,
)
from articles.search import Query, engine, number_of, parse, place
from articles.search.highlight import Wanted, count_marked
from articles.search.query import LONGEST
from articles.text.dates import day_bounds, newsroom_day
from articles.text.plain_text import clean_line

NEWEST = 1_000  # live matches that are looked at; what is older is reached by a date
FACETS = 8
HALF_LIFE = 365  # days in which a story's weight halves beside a fresh one of equal match
SIMILAR = 0.75
MENDED = 3  # words; who mistypes more is offered nothing


@dataclass(frozen=True)
class Asked:
    """What a reader asks for. Dates are newsroom days, both inclusive."""

    text: str
    section: Section | None = None
    author: Author | None = None
    tag: Tag | None = None
    since: date | None = None
    until: date | None = None
    newest_first: bool = False

    @property
    def words(self) -> str:
        """The text in one spelling: small letters, single spaces."""
        return clean_line(self.text.replace("İ", "i").lower())[:LONGEST].strip()

    @property
    def canonical(self) -> str:
        """The search as the query of an address: what a feed knows of it, sorted, in one spelling;
        empty where there is no word to look for."""
        things = {name: getattr(self, name) for name in ("section", "author", "tag")}
        said = {name: thing.slug for name, thing in things.items() if thing} | {"q": self.words}
        return urlencode(sorted(said.items())) if parse(self.words) else ""


@dataclass(frozen=True)
class Found:
    """Ids of live editions in their order, and what they could be narrowed to."""

    query: Query
    ids: list[int] = field(default_factory=list)
    cut: bool = False  # there are more than were looked at
    sections: list[tuple[Section, int]] = field(default_factory=list)
    authors: list[tuple[Author, int]] = field(default_factory=list)
    tags: list[tuple[Tag, int]] = field(default_factory=list)


def find(asked: Asked, at: datetime, *, facets: bool = True) -> Found:
    """Search what is live. A constant number of queries, whatever is found."""
    query = _narrowed(parse(asked.text), asked)
    if not query:
        return Found(query)
    low, high = _between(asked)
    live = Edition.objects.live(at)
    places = engine().find(query, within=live, limit=NEWEST, low=low, high=high)
    ids = [number_of(place) for place in places]
    rows = _rows(ids)
    if not asked.newest_first:
        today_ends = day_bounds(newsroom_day(at))[1]  # so that an order lasts for the day
        wanted = query.wanted
        worth = {pk: _worth(wanted, rows[pk], today_ends) for pk in ids}
        ids.sort(key=lambda pk: -worth[pk])
    found = _facets(ids, rows) if facets else {}
    return Found(query, ids, len(ids) == NEWEST, **found)


def matching(asked: Asked, at: datetime) -> list[int]:
    """Ids of live editions that match, newest first."""
    query = _narrowed(parse(asked.text), asked)
    places = engine().find(query, within=Edition.objects.live(at), limit=NEWEST) if query else []
    return [number_of(place) for place in places]


def spelled(asked: Asked, at: datetime) -> str:
    """Another spelling that finds something live, or nothing; for a search that found nothing."""
    words, live = parse(asked.text).words, Edition.objects.live(at)
    unknown = set(words) - engine().spoken(words, within=live)
    if not unknown or len(unknown) > MENDED:
        return ""
    close = {word: _close(word) for word in unknown}
    public = engine().spoken(chain(*close.values()), within=live)
    mended = {word: next(filter(public.__contains__, close[word]), word) for word in unknown}
    text = " ".join(mended.get(word, word) for word in words)
    return text if find(replace(asked, text=text), at, facets=False).ids else ""


def suggestions(text: str, at: datetime, *, most: int = 6) -> list[Edition]:
    """The live stories to offer while somebody types, the last word unfinished: few, the best."""
    ids = find(Asked(f"{text}*"), at, facets=False).ids[:most]
    return in_order(ids, Edition.objects.live(at).for_card())


def narrowing(model: Any, slug: str, at: datetime) -> Any:
    """What a search is narrowed to by a slug, also by one that it has no more; None where there is
    nothing of it, or it is a tag or an author of drafts."""
    found = model.objects.filter(slug=slug).first() or model.redirect_target(slug)
    return found if found and found.was_public(at) else None


def in_order(ids: list[int], editions: Any) -> list[Edition]:
    """Fetch editions in the order of their ids."""
    there = editions.in_bulk(ids)
    return [there[pk] for pk in ids if pk in there]


def _narrowed(query: Query, asked: Asked) -> Query:
    """Filters are keys in the index, so that they cost nothing; retired ids count as their heir."""
    if asked.section:
        query = query.within(f"section-{asked.section.pk}")
    for kind, thing in (("author", asked.author), ("tag", asked.tag)):
        if thing:
            retired = thing.aliases.exclude(retired_id=None).values_list("retired_id", flat=True)
            query = query.within(*(f"{kind}-{pk}" for pk in (thing.pk, *retired)))
    return query


def _between(asked: Asked) -> tuple[int, int]:
    low = place(day_bounds(asked.since)[0], 0) if asked.since else 0
    high = place(day_bounds(asked.until)[1], 0) if asked.until else 0
    return low, high


@dataclass(frozen=True)
class _Row:
    """What the order of a live edition depends on."""

    published: datetime
    section: int
    headline: str


def _rows(ids: list[int]) -> dict[int, _Row]:
    editions = Edition.objects.filter(pk__in=engine().among(ids))
    rows = editions.values_list("pk", "first_published", "section_id", "headline")
    return {pk: _Row(*rest) for pk, *rest in rows}


def _worth(wanted: Wanted, row: _Row, at: datetime) -> float:
    """More for each word in the headline, and less with the years."""
    found = count_marked(row.headline, wanted)
    days = max(0.0, (at - row.published) / timedelta(days=1))
    return (1 + 3 * found) * (0.25 + 0.75 * 0.5 ** (days / HALF_LIFE))


def _facets(ids: list[int], rows: dict[int, _Row]) -> dict[str, list]:
    return {
        "sections": _named(Section, Counter(rows[pk].section for pk in ids)),
        "authors": _named(Author, _counted(EditionByline, "author_id", ids)),
        "tags": _named(Tag, _counted(EditionTag, "tag_id", ids)),
    }


def _counted(rows: Any, column: str, ids: list[int]) -> Counter:
    found = rows.objects.filter(edition__in=engine().among(ids)).order_by().values_list(column)
    return Counter(dict(found.annotate(count=Count("pk"))))


def _named(model: Any, counts: Counter) -> list[tuple[Any, int]]:
    most = counts.most_common(FACETS)
    there = model.objects.in_bulk([pk for pk, _ in most])
    return [(there[pk], count) for pk, count in most if pk in there]


def _close(word: str) -> list[str]:
    """Words of editions, public or not, that may be meant, the nearest first."""
    alike = SearchWord.objects.like(word)
    return get_close_matches(word, alike, len(alike) or 1, SIMILAR)
