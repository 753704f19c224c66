"""Queries that Django writes once a process, and that are asked again with other values.

Writing the SQL of a list takes it ten times as long as the database takes to answer.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connection, models

NOW = datetime(1, 2, 1, tzinfo=UTC)  # the mark of the moment at which a query is asked


class Prepared:
    """A query by its marks: for each value that it depends on, one of its kind that no row has."""

    def __init__(self, build: Callable[..., models.QuerySet], *marks: Any) -> None:
        self._build, self._marks = build, marks

    def rows(self, *values: Any) -> list[tuple]:
        """Return what the database answers, unconverted, with a value in the place of each mark."""
        sql, given = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, exchanged(given, dict(zip(self._marks, values, strict=True))))
            return cursor.fetchall()

    def ids(self, *values: Any) -> list[int]:
        """Return the first column."""
        return [row[0] for row in self.rows(*values)]

    @cached_property
    def _written(self) -> tuple[str, tuple]:
        return self._build(*self._marks).query.sql_with_params()


def exchanged(given: tuple, places: dict[Any, Any]) -> list[Any]:
    """Return the values that a query is given, with others in the place of its marks."""
    put = {_adapted(mark): _adapted(value) for mark, value in places.items()}
    return [put.get(value, value) for value in given]


def _adapted(value: Any) -> Any:
    """As Django gives it to the database."""
    is_moment = isinstance(value, datetime)
    return connection.ops.adapt_datetimefield_value(value) if is_moment else value
