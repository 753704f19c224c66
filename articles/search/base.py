import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db.models.expressions import RawSQL

from articles.text.folding import fold

from .query import Query

_WORD = re.compile(r"\w+")
_BITS = 31


@dataclass(frozen=True)
class Texts:
    """A document: its words, and keys by which it is filtered ("section-3")."""

    words: str
    keys: tuple[str, ...] = field(default=())


class Engine(Protocol):
    def put(self, documents: Iterable[tuple[int, Texts]]) -> None:
        """Keep documents under their places; a place that is taken already is left as it is."""

    def find(self, query: Query, *, limit: int, low: int = 0, high: int = 0) -> list[int]:
        """The places that match, newest first, at most `limit`; from `low` on, below `high`."""

    def clear(self) -> None:
        """Forget every document."""

    def among(self, numbers: Iterable[int]) -> RawSQL:
        """Many numbers as one value, for `pk__in`: Django takes three times as long for a list."""


def place(moment: datetime, number: int) -> int:
    """A number that sorts documents by moment and gives their own number back.

    So the newest matches are the highest places, which both databases find without sorting.
    """
    return (int(moment.timestamp()) << _BITS) | number


def number_of(place: int) -> int:
    return place & ((1 << _BITS) - 1)


def tokens(text: str) -> list[str]:
    """The folded words of a text: ŞƏHƏR and şəhər are one (docs/rules.md 23)."""
    return [word.replace("_", "") for word in _WORD.findall(fold(text)) if word.strip("_")]


def key(name: str) -> str:
    """A key as one token that no word of a text can be."""
    return "k" + "".join(_WORD.findall(name.replace("_", "")))
