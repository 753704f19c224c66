"""What a call costs, and how the cost grows."""

import time
from collections.abc import Callable
from typing import Any

MEASURABLE = 0.001  # seconds, below which noise is as loud
DOUBLINGS = 4  # beyond that: then a character costs 16 times as much where it is the square
LONGEST = 1024 * 1024


def cost(act: Callable[[], Any]) -> float:
    """Seconds of processor; of three times the least, so that no pause of Python's counts."""
    return min(_once(act) for _ in range(3))


def growth(act: Callable[[str], Any], shape: Callable[[int], str], to: int = 0) -> float:
    """How many times more a character costs in the longest text than in one that is measurable.

    From 1 KB by doubling to DOUBLINGS beyond the first that is measurable, to 1 MB at most, or
    to a length. About 1 where the cost grows with the length, 16 where it grows with its square.
    """

    def spent(length: int) -> float:
        text = shape(length)
        return _once(lambda: act(text))

    length = 1024
    while (first := spent(length)) < MEASURABLE and length < LONGEST:
        length *= 2
    longest = to or min(length << DOUBLINGS, LONGEST)
    last = spent(longest)
    if last > 2.5 * first * longest / length:  # was it a pause?
        first, last = (min(spent(n) for _ in range(3)) for n in (length, longest))
    return last / longest / (first / length)


def _once(act: Callable[[], Any]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
