import json
from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from .base import Texts, key, tokens
from .query import Query, Term

TABLE = "articles_search"
# Contentless: the texts are in the editions already, and a kept place is never rewritten.
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, keys, content='', "
    "tokenize='unicode61 remove_diacritics 0')"
)
DROP = f"DROP TABLE {TABLE}"
_HIGHEST = 2**63 - 1


class SqliteEngine:
    """FTS5. A row id is the negative of a place: in rising order, which FTS5 reads as it is
    stored and stops at the limit, the newest come first.
    """

    def put(self, documents: Iterable[tuple[int, Texts]]) -> None:
        known = f"SELECT 1 FROM {TABLE}_docsize WHERE id = %s"  # noqa: S608
        insert = f"INSERT INTO {TABLE}(rowid, words, keys) VALUES (%s, %s, %s)"  # noqa: S608
        with connection.cursor() as cursor:
            for place, texts in documents:
                cursor.execute(known, [-place])
                if cursor.fetchone() is None:
                    keys = " ".join(key(one) for one in texts.keys)
                    cursor.execute(insert, [-place, " ".join(tokens(texts.words)), keys])

    def find(self, query: Query, *, limit: int, low: int = 0, high: int = 0) -> list[int]:
        sql = (
            f"SELECT -rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s"  # noqa: S608
            " ORDER BY rowid LIMIT %s"
        )
        highest = high - 1 if high else _HIGHEST
        with connection.cursor() as cursor:
            cursor.execute(sql, [_match(query), -highest, -low, limit])
            return [place for (place,) in cursor.fetchall()]

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')")  # noqa: S608

    def among(self, numbers: Iterable[int]) -> RawSQL:
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def _match(query: Query) -> str:
    """An FTS5 expression; every token is letters and digits, so quoting can't be broken out of."""
    parts = [f"(words : {_term(term)})" for term in query.terms]
    parts += [f"(keys : ({' OR '.join(key(one) for one in group)}))" for group in query.any_of]
    return " AND ".join(parts)


def _term(term: Term) -> str:
    phrase = '"{}"'.format(" ".join(term.words))
    return f"{phrase} *" if term.begins else phrase
