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
        sql, marked = self._sql
        replacements = dict(zip(self._marks, values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, exchanged(marked, replacements))
            return cursor.fetchall()

    def ids(self, *values: Any) -> list[int]:
        """Return the first column."""
        return [row[0] for row in self.rows(*values)]

    @cached_property
    def _sql(self) -> tuple[str, tuple]:
        return self._build(*self._marks).query.sql_with_params()


def exchanged(params: tuple, replacements: dict[Any, Any]) -> list[Any]:
    """Return the parameters of a query with other values in the place of its marks."""
    adapted = {_adapted(mark): _adapted(value) for mark, value in replacements.items()}
    return [adapted.get(value, value) for value in params]


def _adapted(value: Any) -> Any:
    """As Django gives it to the database."""
    is_moment = isinstance(value, datetime)
    return connection.ops.adapt_datetimefield_value(value) if is_moment else value
