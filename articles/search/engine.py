from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .query import WORD, Query, tokens

# Characters: PostgreSQL takes documents of 1 MB with the positions of their words, and folded a
# text is up to eighteen times as long.
LONGEST = 200_000
_BITS = 31
NUMBERS = (1 << _BITS) - 1


@dataclass(frozen=True)
class Texts:
    """A document: its words, and keys by which it is filtered ("section-3")."""

    words: str
    keys: tuple[str, ...] = field(default=())

    @property
    def folded(self) -> str:
        """The words as both indexes keep them; of very many the first."""
        return " ".join(tokens(self.words))[:LONGEST]


class Engine(Protocol):
    """`within` are the rows whose documents may be found, by number. It is asked of each match
    before any is counted or cut off: what it leaves out changes no answer."""

    def put(self, documents: Iterable[tuple[int, Texts]]) -> None:
        """Store documents under their sort keys; one that is there already is left as it is."""

    def find(
        self, query: Query, *, within: QuerySet, limit: int, low: int = 0, high: int = 0
    ) -> list[int]:
        """Sort keys of what matches, newest first, at most `limit`; from `low` on, below `high`."""

    def existing_words(self, words: Iterable[str], *, within: QuerySet) -> set[str]:
        """Those of the words that a document has, each as a whole word."""

    def clear(self) -> None:
        """Delete every document."""

    def among(self, numbers: Iterable[int]) -> RawSQL:
        """Many numbers as one value, for `pk__in`: Django takes three times as long for a list."""


def sort_key(moment: datetime, number: int) -> int:
    """A number that sorts documents by moment and gives their own number back.

    So the newest matches have the highest keys, which both databases find without sorting.
    """
    return (int(moment.timestamp()) << _BITS) | number


def number_of(sort_key: int) -> int:
    return sort_key & NUMBERS


def row_exists(within: QuerySet, sort_key: str) -> tuple[str, tuple[Any, ...]]:
    """A condition in SQL and its values: that there is a row for the document of a sort key.

    A value and no EXISTS, which databases make a join of: then they read all that is live.
    """
    number = RawSQL(f"({sort_key} & {NUMBERS})", ())  # noqa: S611
    rows = within.filter(pk=number).order_by().values("pk")
    sql, values = rows[:1].query.sql_with_params()
    return f"({sql}) IS NOT NULL", values


def key(name: str) -> str:
    """A key as one token that no word of a text can be."""
    return "k" + "".join(WORD.findall(name.replace("_", "")))
