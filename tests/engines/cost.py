"""What a call costs."""

import time
from collections.abc import Callable
from typing import Any


def cost(act: Callable[[], Any]) -> float:
    """Seconds of processor; of three times the least, so that no pause of Python's counts."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return min(spent)
