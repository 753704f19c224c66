"""What changed between two plain texts, word by word."""

import re
from difflib import SequenceMatcher
from itertools import groupby, takewhile
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
            return
        if not (old and new and levels):
            yield from (("del", old), ("ins", new))
            return
        unit, *deeper = levels
        a, b = unit.findall(old), unit.findall(new)
        # What both begin and end with costs nothing; most changes are one sentence of a text.
        head = _shared(a, b)
        tail = _shared(a[head:][::-1], b[head:][::-1])
        yield "same", "".join(a[:head])
        yield from self._compare_units(
            a[head : len(a) - tail], b[head : len(b) - tail], deeper
        )
        yield "same", "".join(a[len(a) - tail :])

    def _compare_units(self, a, b, deeper):
        self._left -= len(a) * len(b)
        if self._left < 0:
            yield from (("del", "".join(a)), ("ins", "".join(b)))
            return
        for op, a1, a2, b1, b2 in SequenceMatcher(str.isspace, a, b).get_opcodes():
            old, new = a[a1:a2], b[b1:b2]
            # Neighbours that all changed belong together one by one, if they are equally many.
            if len(old) != len(new):
                old, new = ["".join(old)], ["".join(new)]
            for left, right in zip(old, new, strict=True):
                yield from self.compare(left, right, deeper if op == "replace" else ())


def _shared(a, b):
    """How many units both begin with."""
    pairs = zip(a, b, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
