"""What a search finds: of what is live the matches in the index, ordered for people."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import chain
from typing import Any

from django.db.models import Count

from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionTag,
    SearchWord,
    Section,
    Tag,
)
from articles.search import Query, engine, number_of, parse, sort_key
from articles.search.highlight import HighlightTerms, count_marked
from articles.search.params import SearchQuery
from articles.text.dates import day_bounds, newsroom_day

NEWEST = 1_000  # live matches that are looked at; what is older is reached by a date
FACETS = 8
HALF_LIFE = 365  # days in which a story's weight halves beside a fresh one of equal match
SIMILAR = 0.75
MAX_CORRECTED = 3  # words; who mistypes more is offered nothing


@dataclass(frozen=True)
class SearchResults:
    """Ids of live editions in their order, and by what they could be filtered."""

    query: Query
    ids: list[int] = field(default_factory=list)
    has_more: bool = False  # than were looked at
    sections: list[tuple[Section, int]] = field(default_factory=list)
    authors: list[tuple[Author, int]] = field(default_factory=list)
    tags: list[tuple[Tag, int]] = field(default_factory=list)


def find(search: SearchQuery, at: datetime, *, facets: bool = True) -> SearchResults:
    """Search what is live. A constant number of queries, whatever is found."""
    query = _filtered(parse(search.text), search)
    if not query:
        return SearchResults(query)
    low = sort_key(day_bounds(search.since)[0], 0) if search.since else 0
    high = sort_key(day_bounds(search.until)[1], 0) if search.until else 0
    live = Edition.objects.live(at)
    keys = engine().find(query, within=live, limit=NEWEST, low=low, high=high)
    ids = [number_of(key) for key in keys]
    editions = Edition.objects.filter(pk__in=engine().among(ids))
    columns = editions.values_list("pk", "first_published", "section_id", "headline")
    rows = {pk: _Row(*values) for pk, *values in columns}
    if not search.newest_first:
        terms = query.highlight_terms
        today_ends = day_bounds(newsroom_day(at))[1]  # so that an order lasts for the day
        scores = {pk: _score(terms, rows[pk], today_ends) for pk in ids}
        ids.sort(key=lambda pk: -scores[pk])
    results = SearchResults(query, ids, len(ids) == NEWEST)
    return replace(results, **_facets(ids, rows)) if facets else results


def newest_ids(search: SearchQuery, at: datetime) -> list[int]:
    """Ids of live editions that match, newest first."""
    query = _filtered(parse(search.text), search)
    if not query:
        return []
    keys = engine().find(query, within=Edition.objects.live(at), limit=NEWEST)
    return [number_of(key) for key in keys]


def correct_spelling(search: SearchQuery, at: datetime) -> str:
    """Another spelling that finds something live, or nothing; for a search without results."""
    words = parse(search.text).words
    live = Edition.objects.live(at)
    unknown = set(words) - engine().existing_words(words, within=live)
    if not unknown or len(unknown) > MAX_CORRECTED:
        return ""
    close = {}
    for word in unknown:
        similar = SearchWord.objects.like(word)
        close[word] = get_close_matches(word, similar, len(similar) or 1, SIMILAR)
    # The table has words of drafts too: only those of live stories may be told.
    public = engine().existing_words(chain(*close.values()), within=live)
    for word in unknown:
        close[word] = [other for other in close[word] if other in public] or [word]
    text = " ".join(close[word][0] if word in close else word for word in words)
    return text if find(replace(search, text=text), at, facets=False).ids else ""


def suggestions(text: str, at: datetime, *, most: int = 6) -> list[Edition]:
    """The live stories to offer while somebody types, the last word unfinished: few, the best."""
    ids = find(SearchQuery(f"{text}*"), at, facets=False).ids[:most]
    return in_order(ids, Edition.objects.live(at).for_card())


def in_order(ids: list[int], editions: Any) -> list[Edition]:
    """Fetch editions in the order of their ids."""
    by_id = editions.in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def _filtered(query: Query, search: SearchQuery) -> Query:
    """Filters are keys in the index, so that they cost nothing. What was merged into an author or
    a tag has its old id there, so that counts too."""
    for name, obj in search.filters.items():
        ids = [obj.pk]
        if name != "section":
            merged = obj.aliases.exclude(retired_id=None)
            ids += merged.values_list("retired_id", flat=True)
        query = query.within(*(f"{name}-{pk}" for pk in ids))
    return query


@dataclass(frozen=True)
class _Row:
    """What the order of a live edition depends on."""

    published: datetime
    section: int
    headline: str


def _score(terms: HighlightTerms, row: _Row, at: datetime) -> float:
    """More for each word in the headline, and less with the years."""
    matches = count_marked(row.headline, terms)
    days = max(0.0, (at - row.published) / timedelta(days=1))
    return (1 + 3 * matches) * (0.25 + 0.75 * 0.5 ** (days / HALF_LIFE))


def _facets(ids: list[int], rows: dict[int, _Row]) -> dict[str, list]:
    return {
        "sections": _objects(Section, Counter(rows[pk].section for pk in ids)),
        "authors": _objects(Author, _counts(EditionByline, "author_id", ids)),
        "tags": _objects(Tag, _counts(EditionTag, "tag_id", ids)),
    }


def _counts(model: Any, column: str, ids: list[int]) -> Counter:
    rows = (
        model.objects.filter(edition__in=engine().among(ids)).order_by().values_list(column)
    )
    return Counter(dict(rows.annotate(count=Count("pk"))))


def _objects(model: Any, counts: Counter) -> list[tuple[Any, int]]:
    most = counts.most_common(FACETS)
    by_id = model.objects.in_bulk([pk for pk, _ in most])
    return [(by_id[pk], count) for pk, count in most if pk in by_id]
