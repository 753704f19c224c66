"""Heads of the parts of a form with files, made readable: file names that are not UTF-8.

Django passes over a head that it can't decode, and the photo below with it; or it looks in the
photo for the next head, and refuses the whole request. Browsers send UTF-8, programs what their
system has.
"""

import io
from typing import Any

from articles.imaging.iim import guess_encoding

BLOCK = 64 * 1024
END = b"\r\n\r\n"
MOST = 4 * 1024  # of a head; Django refuses longer ones


class PartHeads(io.IOBase):
    """Reads a form as `body` gives it, its heads in UTF-8."""

    def __init__(self, body: Any, boundary: str) -> None:
        self._body = body
        self._start = b"--" + boundary.encode()
        self._pending, self._ready, self._ended = b"", b"", False

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return `size` bytes, fewer only at the end; without a size all."""
        wants_all = size is None or size < 0
        while not self._ended and (wants_all or len(self._ready) < size):
            block = self._body.read(BLOCK)
            self._ended = not block
            pending = self._pending + block
            end = len(pending) if self._ended else self._end_of_whole_heads(pending)
            content, *parts = pending[:end].split(self._start)
            self._ready += self._start.join([content, *(_in_utf8(part) for part in parts)])
            self._pending = pending[end:]
        length = len(self._ready) if wants_all else size
        answer, self._ready = self._ready[:length], self._ready[length:]
        return answer

    def _end_of_whole_heads(self, pending: bytes) -> int:
        """Return how far to the end of which no head has begun and not ended."""
        last = len(pending) - len(self._start)  # from here on one may just begin
        start = pending.rfind(self._start)
        begun = (
            start >= 0
            and pending.find(END, start, last) < 0
            and len(pending) - start < MOST
        )
        return start if begun else max(last, 0)


def _in_utf8(part: bytes) -> bytes:
    head, end, content = part.partition(END)
    if head.isascii():
        return part
    return head.decode(guess_encoding(head), "replace").encode() + end + content
