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
        self._held, self._ready, self._ended = b"", b"", False

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return `size` bytes, fewer only at the end; without a size all."""
        while not self._ended and (size is None or size < 0 or len(self._ready) < size):
            self._read_on()
        most = len(self._ready) if size is None or size < 0 else size
        given, self._ready = self._ready[:most], self._ready[most:]
        return given

    def _read_on(self) -> None:
        block = self._body.read(BLOCK)
        self._ended = not block
        held = self._held + block
        whole = len(held) if self._ended else self._whole(held)
        content, *parts = held[:whole].split(self._start)
        self._ready += self._start.join([content, *(_in_utf8(part) for part in parts)])
        self._held = held[whole:]

    def _whole(self, held: bytes) -> int:
        """Return how far to the end of which no head has begun and not ended."""
        last = len(held) - len(self._start)  # from here on one may just begin
        start = held.rfind(self._start)
        begun = start >= 0 and held.find(END, start, last) < 0 and len(held) - start < MOST
        return start if begun else max(last, 0)


def _in_utf8(part: bytes) -> bytes:
    head, end, content = part.partition(END)
    if head.isascii():
        return part
    return head.decode(guess_encoding(head), "replace").encode() + end + content
