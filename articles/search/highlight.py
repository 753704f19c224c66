"""A piece of a text around the words that were searched, with these marked."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from articles.text.plain_text import fold

from .query import WORD

BEFORE, LENGTH = 8, 36  # words of a piece
MAX_LENGTH = 20_000  # characters of a text, from its beginning

Piece = list[tuple[str, bool]]
# Folded words, each with whether it is the beginning of one.
HighlightTerms = Iterable[tuple[str, bool]]


def marked(text: str, terms: HighlightTerms) -> Piece:
    """The whole text in pieces: (text, whether it is a word that was searched)."""
    matches = _matcher(terms)
    pieces: Piece = []
    last = 0
    for word in WORD.finditer(text):
        if matches(word[0]):
            pieces += [(text[last : word.start()], False), (word[0], True)]
            last = word.end()
    pieces.append((text[last:], False))
    return [piece for piece in pieces if piece[0]]


def count_marked(text: str, terms: HighlightTerms) -> int:
    """How many of the terms are in the text."""
    words = {_fold(word) for word in WORD.findall(text)}
    return sum(
        term in words or (begins and any(word.startswith(term) for word in words))
        for term, begins in terms
    )


def piece_around(text: str, terms: HighlightTerms) -> Piece:
    """Some words around the first that was searched; the beginning where none is in the text."""
    terms = tuple(terms)
    matches = _matcher(terms)
    words = list(WORD.finditer(text[:MAX_LENGTH]))
    first = next((n for n, word in enumerate(words) if matches(word[0])), 0)
    begin = max(0, first - BEFORE)
    chosen = words[begin : begin + LENGTH]
    if not chosen:
        return []
    goes_on = len(words) > begin + LENGTH
    start = chosen[0].start() if begin else 0
    cut = text[start : chosen[-1].end()] + "…" if goes_on else text[start:MAX_LENGTH]
    return marked(f"…{cut}" if begin else cut, terms)


def _matcher(terms: HighlightTerms) -> Callable[[str], bool]:
    """What tells whether a word of a text is one of the terms."""
    terms = tuple(terms)
    whole = frozenset(term for term, _ in terms)
    beginnings = tuple(term for term, begins in terms if begins)

    def matches(word: str) -> bool:
        folded = _fold(word)
        return folded in whole or folded.startswith(beginnings)

    return matches


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return fold(word)
