"""A piece of a text around the words that were searched, with these marked."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from articles.text.plain_text import fold

from .query import WORD

BEFORE, LENGTH = 8, 36  # words of a piece
LOOKED_AT = 20_000  # characters

Piece = list[tuple[str, bool]]
# Folded words, each with whether it is the beginning of one.
Wanted = Iterable[tuple[str, bool]]


def marked(text: str, wanted: Wanted) -> Piece:
    """The whole text in pieces: (text, whether it is a word that was searched)."""
    is_wanted, pieces, last = _matcher(wanted), [], 0
    for match in WORD.finditer(text):
        if is_wanted(match[0]):
            pieces += [(text[last : match.start()], False), (match[0], True)]
            last = match.end()
    return [piece for piece in [*pieces, (text[last:], False)] if piece[0]]


def count_marked(text: str, wanted: Wanted) -> int:
    """How many of the wanted words are in the text."""
    words = {_folded(word) for word in WORD.findall(text)}
    return sum(
        one in words or (begins and any(word.startswith(one) for word in words))
        for one, begins in wanted
    )


def piece_around(text: str, wanted: Wanted) -> Piece:
    """Some words around the first that was searched; the beginning where none is in the text."""
    wanted = tuple(wanted)
    is_wanted = _matcher(wanted)
    words = list(WORD.finditer(text[:LOOKED_AT]))
    first = next((n for n, word in enumerate(words) if is_wanted(word[0])), 0)
    begin = max(0, first - BEFORE)
    chosen = words[begin : begin + LENGTH]
    if not chosen:
        return []
    goes_on = len(words) > begin + LENGTH
    start = chosen[0].start() if begin else 0
    cut = text[start : chosen[-1].end()] + "…" if goes_on else text[start:LOOKED_AT]
    return marked(f"…{cut}" if begin else cut, wanted)


def _matcher(wanted: Wanted) -> Callable[[str], bool]:
    """What tells whether a word of a text is among the wanted."""
    wanted = tuple(wanted)
    whole = frozenset(one for one, _ in wanted)
    beginnings = tuple(one for one, begins in wanted if begins)
    return lambda word: (folded := _folded(word)) in whole or folded.startswith(beginnings)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)
