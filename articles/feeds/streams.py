"""Long documents, sent while they are written, and kept compressed until what they say changes."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from . import http

KEPT_FOR = 24 * 3600
KEPT_BYTES = 1024 * 1024
GZIP = 16 + zlib.MAX_WBITS
_REFUSED = re.compile(r"q=0(\.0*)?$")


def answer(
    request: HttpRequest,
    write: Callable[[], Iterable[bytes]],
    *,
    content_type: str,
    facts: tuple,
    changed_at: datetime | None,
    max_age: int,
) -> HttpResponseBase:
    """304 where the asker has it already, else the document piece by piece.

    `facts` are what its bytes are made of; each coding has an ETag of its own.
    """
    packed = takes_gzip(request)
    response = http.answer(
        request,
        bytes,
        content_type=content_type,
        tag=http.etag(*facts, "gzip" if packed else ""),
        changed_at=changed_at,
        max_age=max_age,
    )
    if response.status_code != 200:
        return response
    pieces = () if request.method == "HEAD" else _pieces(http.etag(*facts), write)
    streaming = StreamingHttpResponse(pieces if packed else unpacked(pieces))
    for name, value in response.items():
        if name not in ("Content-Length", "Content-Encoding"):
            streaming[name] = value
    if packed:
        streaming["Content-Encoding"] = "gzip"
    return streaming


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the asker names gzip, or anything, and does not refuse it by q=0."""
    found = {}
    for entry in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, quality = entry.replace(" ", "").partition(";")
        found[name] = not _REFUSED.match(quality)
    return found.get("gzip", found.get("*", False))


def _pieces(name: str, write: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    key = f"document:{name}"
    kept = caches["pages"].get(key)
    return iter([kept]) if kept else _keeping(key, packed(write()))


def _keeping(key: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass the pieces on; keep them when all have been written, and not more than fits."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size <= KEPT_BYTES:
            kept.append(piece)
        yield piece
    if size <= KEPT_BYTES:
        caches["pages"].set(key, b"".join(kept), KEPT_FOR)


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, gzipped."""
    packer = zlib.compressobj(wbits=GZIP)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces as they were before gzip."""
    unpacker = zlib.decompressobj(wbits=GZIP)
    for piece in pieces:
        yield unpacker.decompress(piece)
