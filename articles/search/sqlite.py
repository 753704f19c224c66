import json
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .engine import Texts, key, row_exists
from .query import Query

TABLE = "articles_search"
# Contentless: the texts are in the editions already, and a stored document is never rewritten.
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, keys, content='', "
    "tokenize='unicode61 remove_diacritics 0')"
)
DROP = f"DROP TABLE {TABLE}"
_HIGHEST = 2**63 - 1
_SORT_KEY = f"(-{TABLE}.rowid)"


class SqliteEngine:
    """FTS5. A row id is the negative of a sort key: in rising order, which FTS5 reads as it is
    stored and stops at the limit, the newest come first.
    """

    def put(self, documents: Iterable[tuple[int, Texts]]) -> None:
        known = f"SELECT 1 FROM {TABLE}_docsize WHERE id = %s"  # noqa: S608
        insert = f"INSERT INTO {TABLE}(rowid, words, keys) VALUES (%s, %s, %s)"  # noqa: S608
        with connection.cursor() as cursor:
            for sort_key, texts in documents:
                cursor.execute(known, [-sort_key])
                if cursor.fetchone() is None:
                    keys = " ".join(key(one) for one in texts.keys)
                    cursor.execute(insert, [-sort_key, texts.folded, keys])

    def find(
        self, query: Query, *, within: QuerySet, limit: int, low: int = 0, high: int = 0
    ) -> list[int]:
        exists, values = row_exists(within, _SORT_KEY)
        sql = (
            f"SELECT {_SORT_KEY} FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608
            f" AND rowid BETWEEN %s AND %s AND {exists} ORDER BY rowid LIMIT %s"
        )
        highest = high - 1 if high else _HIGHEST
        with connection.cursor() as cursor:
            cursor.execute(sql, [_match(query), -highest, -low, *values, limit])
            return [sort_key for (sort_key,) in cursor.fetchall()]

    def existing_words(self, words: Iterable[str], *, within: QuerySet) -> set[str]:
        exists, values = row_exists(within, _SORT_KEY)
        match = f"{TABLE} MATCH '(words : \"' || value || '\")'"
        first = f"SELECT 1 FROM {TABLE} WHERE {match} AND {exists} LIMIT 1"  # noqa: S608
        sql = f"SELECT value FROM json_each(%s) WHERE ({first}) IS NOT NULL"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [json.dumps(sorted(words)), *values])
            return {word for (word,) in cursor.fetchall()}

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")  # noqa: S608

    def among(self, numbers: Iterable[int]) -> RawSQL:
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def _match(query: Query) -> str:
    """An FTS5 expression; every token is letters and digits, so quoting can't be broken out of."""
    parts = []
    for term in query.terms:
        phrase = '"{}"'.format(" ".join(term.words))
        parts.append(f"(words : {phrase}{' *' if term.begins else ''})")
    for group in query.any_of:
        keys = " OR ".join(key(name) for name in group)
        parts.append(f"(keys : ({keys}))")
    return " AND ".join(parts)
