"""What is kept in this process under all that it was made of, so that nothing is written twice.

Right without any purge: the name of a feed contains its ETag, that of a story in a list the facts
of its card. What was made of other facts can therefore never be found, only forgotten.
"""

import threading
from collections import OrderedDict

MIB = 1024 * 1024


class ProcessCache:
    """The most recently used bodies, within a hard limit of bytes or characters a process."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._bodies: OrderedDict[tuple, bytes | str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: tuple) -> bytes | str | None:
        with self._lock:
            if name in self._bodies:
                self._bodies.move_to_end(name)
            return self._bodies.get(name)

    def set(self, name: tuple, body: bytes | str) -> None:
        """Store a body, forgetting the ones not asked for longest; one that fills it all is not."""
        if len(body) > self.limit // 4:
            return
        with self._lock:
            self.size += len(body) - len(self._bodies.pop(name, ""))
            self._bodies[name] = body
            while self.size > self.limit:
                self.size -= len(self._bodies.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()
            self.size = 0


documents = ProcessCache(16 * MIB)  # of feeds
cards = ProcessCache(4 * MIB)
