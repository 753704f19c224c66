"""What changed between two plain texts, word by word."""

import re
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

# Word by word, difflib takes over a second for 3,000 words. So paragraphs are compared first,
# then sentences of changed paragraphs, then words of changed sentences. Every level cuts the
# text into units that give it back exactly when joined.
_LEVELS = (
    re.compile(r"\n+|[^\n]+"),
    re.compile(r"\n+|[^\n.!?…]*(?:[.!?…]+|(?=\n)|$)|."),
    re.compile(r"\s+|\w+|[^\w\s]"),
)
# What comparing may cost, in pairs of units, over all levels of two texts: a report of a thousand
# paragraphs rewritten in every second. What would cost more is shown as replaced whole.
_PAIRS = 5_000_000


def diff_text(old: str, new: str) -> list[tuple[str, str]]:
    """Pairs of ("same" | "del" | "ins", text).

    "same" and "del" joined are `old` again, "same" and "ins" joined are `new`. For bodies, pass
    their plain text.
    """
    changes = _Comparison().compare(old, new, _LEVELS)
    runs = groupby((change for change in changes if change[1]), key=itemgetter(0))
    return [(op, "".join(text for _, text in run)) for op, run in runs]


class _Comparison:
    """Counts down what is left of _PAIRS."""

    def __init__(self):
        self._left = _PAIRS

    def compare(self, old, new, levels):
        if old == new:
            yield "same", old
        elif old and new and levels:
            yield from self._by_units(old, new, levels)
        else:
            yield from (("del", old), ("ins", new))

    def _by_units(self, old, new, levels):
        a, b = (levels[0].findall(text) for text in (old, new))
        head = _alike(a, b)
        tail = _alike(a[head:][::-1], b[head:][::-1])
        yield "same", "".join(a[:head])
        yield from self._between(a[head : len(a) - tail], b[head : len(b) - tail], levels[1:])
        yield "same", "".join(a[len(a) - tail :])

    def _between(self, a, b, deeper):
        self._left -= len(a) * len(b)
        if self._left < 0:
            yield from (("del", "".join(a)), ("ins", "".join(b)))
            return
        for op, a1, a2, b1, b2 in SequenceMatcher(str.isspace, a, b).get_opcodes():
            for left, right in _pairs(a[a1:a2], b[b1:b2]):
                yield from self.compare(left, right, deeper if op == "replace" else ())


def _alike(a, b):
    """How many units both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((count for count, (x, y) in pairs if x != y), min(len(a), len(b)))


def _pairs(old, new):
    """Neighbours that all changed belong together one by one, if they are equally many."""
    if len(old) == len(new):
        return zip(old, new, strict=True)
    return (("".join(old), "".join(new)),)
