"""What a person typed, as terms: words in any order, "phrases", beginnings*."""

import re
from dataclasses import dataclass, field, replace

from articles.text.plain_text import fold

WORD = re.compile(r"\w+")
LONGEST_WORD = 500  # characters: PostgreSQL's index takes words of 2 KB
LONGEST = 200
MOST = 12  # terms; what follows is not searched
_PART = re.compile(r'"([^"]*)"?|(\S+)')
STEM = 4  # from this length on a word also finds what begins with it


@dataclass(frozen=True)
class Term:
    """Words that stand beside each other; the last may be the beginning of one."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True)
class Query:
    """`any_of` are keys: from each group a document has one at least."""

    terms: tuple[Term, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.terms)

    def within(self, *keys: str) -> "Query":
        """The same query among documents that have one of the keys."""
        return replace(self, any_of=(*self.any_of, keys))

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.words]

    @property
    def highlight_terms(self) -> list[tuple[str, bool]]:
        """The words, each with whether it may be the beginning of one."""
        return [
            (word, term.begins and number == len(term.words))
            for term in self.terms
            for number, word in enumerate(term.words, 1)
        ]


def parse(text: str) -> Query:
    """The query of a text; of more than LONGEST characters the beginning is taken."""
    terms = []
    for phrase, word in _PART.findall(text[:LONGEST]):
        words = tuple(tokens(phrase or word))
        if words:
            begins = bool(word) and (word.endswith("*") or len(words[-1]) >= STEM)
            terms.append(Term(words, begins))
    return Query(tuple(dict.fromkeys(terms))[:MOST])


def tokens(text: str) -> list[str]:
    """The folded words of a text: ŞƏHƏR and şəhər are one (docs/rules.md 23)."""
    words = (word.replace("_", "") for word in WORD.findall(fold(text)))
    return [word[:LONGEST_WORD] for word in words if word]
