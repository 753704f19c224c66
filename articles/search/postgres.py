from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .engine import Texts, key, row_exists
from .query import Query

TABLE = "articles_search"
CREATE = (
    f"CREATE TABLE {TABLE} (place bigint PRIMARY KEY, words tsvector NOT NULL);"
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)"
)
DROP = f"DROP TABLE {TABLE}"

_HIGHEST = 2**63 - 1
WINDOW = 10_000  # of the newest: what fills no answer there is rare enough for the index of words
# One query, of which PostgreSQL answers the second half only where the first gave too few.
# OFFSET 0 keeps the planner from another walk: it sorts what the index gives. Matches are put in
# their order before they are asked whether they stand, so that no more are than the answer takes.
_FIND = f"""
WITH walked AS MATERIALIZED (
    SELECT place FROM (
        SELECT place FROM (
            SELECT place, words FROM {TABLE} WHERE place >= %(low)s AND place < %(high)s
            ORDER BY place DESC LIMIT {WINDOW}
        ) newest WHERE words @@ %(query)s::tsquery ORDER BY place DESC
    ) found WHERE {{exists}} ORDER BY place DESC LIMIT %(limit)s
)
SELECT place FROM walked WHERE (SELECT count(*) FROM walked) = %(limit)s
UNION ALL (
    SELECT place FROM (
        SELECT place FROM (
            SELECT place FROM {TABLE}
            WHERE words @@ %(query)s::tsquery AND place >= %(low)s AND place < %(high)s
                AND (SELECT count(*) FROM walked) < %(limit)s
            OFFSET 0
        ) indexed ORDER BY place DESC
    ) found WHERE {{exists}} ORDER BY place DESC LIMIT %(limit)s
)
ORDER BY place DESC
"""  # noqa: S608
# The index of words gives all that match, and these are asked one by one until one stands: for a
# single row PostgreSQL would rather read the whole table.
_EXISTING_WORDS = f"""
SELECT word FROM unnest(%(words)s::text[]) word WHERE (
    WITH found AS MATERIALIZED (
        SELECT place FROM {TABLE} WHERE words @@ quote_literal(word)::tsquery
    )
    SELECT 1 FROM found WHERE {{exists}} LIMIT 1
) IS NOT NULL
"""  # noqa: S608


class PostgresEngine:
    """A tsvector a document, with the keys among its words."""

    def put(self, documents: Iterable[tuple[int, Texts]]) -> None:
        sql = (
            f"INSERT INTO {TABLE} (place, words)"  # noqa: S608
            " VALUES (%s, to_tsvector('simple', %s) || array_to_tsvector(%s))"
            " ON CONFLICT DO NOTHING"
        )
        with connection.cursor() as cursor:
            for sort_key, texts in documents:
                keys = sorted({f".{key(one)}" for one in texts.keys})
                cursor.execute(sql, [sort_key, texts.folded, keys])

    def find(
        self, query: Query, *, within: QuerySet, limit: int, low: int = 0, high: int = 0
    ) -> list[int]:
        """By a walk through the newest for what is frequent, else by the index of words.

        Told apart by trying, because the planner takes words for independent of sections, and
        then walks through every document for a word that its section hardly has.
        """
        values = {
            "query": _match(query),
            "low": low,
            "high": high or _HIGHEST,
            "limit": limit,
        }
        return _first_column(_FIND, values, within)

    def existing_words(self, words: Iterable[str], *, within: QuerySet) -> set[str]:
        return set(_first_column(_EXISTING_WORDS, {"words": list(words)}, within))

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {TABLE}")

    def among(self, numbers: Iterable[int]) -> RawSQL:
        return RawSQL("SELECT unnest(%s::bigint[])", [list(numbers)])


def _first_column(sql: str, values: dict[str, Any], within: QuerySet) -> list[Any]:
    exists, positional = row_exists(within, "found.place")
    # The queries name their values, Django numbers its own: those get names too.
    named = {f"within_{number}": value for number, value in enumerate(positional)}
    exists %= tuple(f"%({name})s" for name in named)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(exists=exists), values | named)
        return [value for (value,) in cursor.fetchall()]


def _match(query: Query) -> str:
    """A tsquery; a leading dot keeps keys apart from words, which are letters and digits alone."""
    parts = []
    for term in query.terms:
        words = [_quote(word) for word in term.words]
        if term.begins:
            words[-1] += ":*"
        parts.append(f"({' <-> '.join(words)})")
    for group in query.any_of:
        keys = [_quote(f".{key(name)}") for name in group]
        parts.append(f"({' | '.join(keys)})")
    return " & ".join(parts)


def _quote(word: str) -> str:
    return f"'{word}'"
