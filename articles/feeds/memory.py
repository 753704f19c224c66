"""Documents kept in this process under their validators, so that none is written twice.

Right without any purge: a name contains the ETag, which moves with each change. A body of another
moment can therefore never be found, only forgotten.
"""

import threading
from collections import OrderedDict

LIMIT = 16 * 1024 * 1024  # Bytes a process.


class Memory:
    """The most recently used documents, within a hard limit of bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self._bodies: OrderedDict[tuple[str, ...], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: tuple[str, ...]) -> bytes | None:
        with self._lock:
            if name in self._bodies:
                self._bodies.move_to_end(name)
            return self._bodies.get(name)

    def keep(self, name: tuple[str, ...], body: bytes) -> None:
        """Keep a body, forgetting the ones not asked for longest; one that fills it all is not."""
        if len(body) > self.limit // 4:
            return
        with self._lock:
            self.size += len(body) - len(self._bodies.pop(name, b""))
            self._bodies[name] = body
            while self.size > self.limit:
                self.size -= len(self._bodies.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()
            self.size = 0


documents = Memory()
