"""What changed between two plain texts, word by word."""

import re
from difflib import SequenceMatcher

# Word by word, difflib takes over a second for 3,000 words. So paragraphs are compared first,
# then sentences of changed paragraphs, then words of changed sentences. Every level cuts the
# text into units that give it back exactly when joined.
_LEVELS = (
    re.compile(r"\n+|[^\n]+"),
    re.compile(r"\n+|[^\n.!?…]*(?:[.!?…]+|(?=\n)|$)|."),
    re.compile(r"\s+|\w+|[^\w\s]"),
)
# Sentences that share nothing are shown as replaced whole: comparing them helps nobody.
_TOO_MANY_PAIRS = 9_000_000


def diff_text(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of ("same" | "del" | "ins", text).

    "same" and "del" joined are `old` again, "same" and "ins" joined are `new`. For bodies, pass
    their plain text.
    """
    changes: list[tuple[str, str]] = []
    for op, text in _compare(old, new, _LEVELS):
        if changes and changes[-1][0] == op:
            text = changes.pop()[1] + text
        changes.append((op, text))
    return changes


def _compare(old, new, levels):
    if old == new or not (old and new) or not levels:
        yield from _replaced(old, new)
        return
    a, b = (levels[0].findall(text) for text in (old, new))
    if levels[1:] == () and len(a) * len(b) > _TOO_MANY_PAIRS:
        yield from _replaced(old, new)
        return
    for op, a1, a2, b1, b2 in SequenceMatcher(str.isspace, a, b).get_opcodes():
        deeper = levels[1:] if op == "replace" else ()
        for left, right in _pairs(a[a1:a2], b[b1:b2]):
            yield from _compare(left, right, deeper)


def _pairs(old, new):
    """Neighbours that all changed belong together one by one, if they are equally many."""
    if len(old) == len(new):
        return zip(old, new, strict=True)
    return (("".join(old), "".join(new)),)


def _replaced(old, new):
    if old == new:
        parts = (("same", old),)
    else:
        parts = (("del", old), ("ins", new))
    return [(op, text) for op, text in parts if text]
