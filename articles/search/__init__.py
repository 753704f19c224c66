"""Full-text search behind one small interface; knows texts and numbers, and nothing of stories.

`put` stores the words of a document under its sort key, `find` returns the keys of what matches,
newest first.
"""

from django.db import connection

from .engine import Engine, Texts, number_of, sort_key
from .query import Query, parse, tokens

__all__ = ["Engine", "Query", "Texts", "engine", "number_of", "parse", "sort_key", "tokens"]


def engine() -> Engine:
    """The engine of the database that DATABASE_URL names."""
    if connection.vendor == "postgresql":
        from .postgres import PostgresEngine

        return PostgresEngine()
    from .sqlite import SqliteEngine

    return SqliteEngine()
