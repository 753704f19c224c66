"""The body of a request while it is read: whole, not too much, not too slowly, a few at a time.

The thread that reads a body serves nobody else meanwhile, and the server's own read waits for as
long as the sender likes. So the reading is done by a helper that can be left behind, each block of
a body has its time, and two threads of a worker read no bodies (decision 0021).
"""

import io
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from newsroom.web import metrics
from newsroom.web.hanging_up import farewell
from newsroom.web.part_heads import PartHeads
from newsroom.web.thread_quotas import BODIES, MOST, WAIT

BLOCK = 10 * 1024  # bytes that must come within BODY_SECONDS
RETRY_AFTER = 5  # seconds
SLOW = 1.0  # seconds that a block never takes from a proxy that has read the body before
PLAIN = "text/plain; charset=utf-8"
WITH_FILES = "multipart/form-data"
TAIL = 512  # bytes in which the end of a form with files must lie

_helpers = ThreadPoolExecutor(MOST, thread_name_prefix="body")


class Refused(BadRequest):
    """Ends the work of whoever reads; the answer is the body's `refusal`."""


def bodies(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Middleware: refuses what announces too much unread, and gives Django a `Body` to read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        refusal = _refused_unread(request.META)
        if refusal is not None:
            return refusal
        has_files = request.content_type == WITH_FILES
        boundary = request.content_params.get("boundary", "") if has_files else ""
        end_of_form = f"--{boundary}--".encode() if has_files else b""
        request._stream = body = Body(request, end_of_form)
        if boundary:
            request._stream = PartHeads(body, boundary)
        if has_files and body.length is None:
            # Django parses no form with files whose length is 0; how much came, the body counts.
            request.META["CONTENT_LENGTH"] = str(settings.REQUEST_MAX_BYTES)
        try:
            response = get_response(request)
        finally:
            body.close()
        return body.refusal or response

    return middleware


class Body(io.IOBase):
    """What Django reads instead of `wsgi.input`, with or without a Content-Length.

    Every read may raise `Refused`; `refusal` then is the answer. The first counts against the
    quota of bodies, until the body's end or `close()`. `length` is None where the server ends the
    body itself (chunks, HTTP/2).
    """

    def __init__(self, request: HttpRequest, end_of_form: bytes) -> None:
        # Taken out, so that nothing else keeps it: the server ends a body that nobody holds.
        self._input = request.META.pop("wsgi.input")
        announced = request.META.get("CONTENT_LENGTH")
        ends_itself = request.META.get("wsgi.input_terminated")
        self.length = None if ends_itself and not announced else int(announced or 0)
        self.refusal: HttpResponseBase | None = None
        self._port = int(request.META["SERVER_PORT"])
        self._received = 0
        self._ended = self.length == 0
        self._tail = b""
        self._end_of_form = end_of_form
        self._reading: Future | None = None
        self._streamed = self.length is None

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return `size` bytes, fewer only at the end; without a size all."""
        blocks = []
        left = settings.REQUEST_MAX_BYTES + 1 if size is None or size < 0 else size
        while left and (block := self._block(min(left, BLOCK))):
            blocks.append(block)
            left -= len(block)
        return b"".join(blocks)

    def close(self) -> None:
        self._end()
        super().close()

    def _block(self, size: int) -> bytes:
        if self._ended:
            return b""
        if self.length is not None:
            size = min(size, self.length - self._received)
        block = self._arrived(size)
        self._received += len(block)
        self._tail = (self._tail + block)[-TAIL:]
        if self._received > settings.REQUEST_MAX_BYTES:
            self._refuse(_too_much())
        if not block and not self._is_whole():
            self._refuse(
                _plain(400, "The request broke off before its end: send it again.")
            )
        if not block or self._received == self.length:
            self._end()
        return block

    def _arrived(self, size: int) -> bytes:
        if self._reading is None and not BODIES.acquire(timeout=WAIT):
            busy = _plain(
                503,
                "Many send something at this moment. Wait some seconds, then send it again.",
            )
            busy.headers["Retry-After"] = str(RETRY_AFTER)
            self._refuse(busy)
        self._reading = _helpers.submit(self._input.read, size)
        wait([self._reading], timeout=SLOW)
        self._streamed |= not self._reading.done()
        try:
            return self._reading.result(timeout=settings.BODY_SECONDS - SLOW)
        except TimeoutError:
            self._refuse(_too_slow(self._reading, self._port))
        except OSError:  # the other server's word for a connection that is gone
            return b""

    def _is_whole(self) -> bool:
        """granian ends a body that broke off like any other: what was announced must have come.

        Without a length only a form with files says where it ends.
        """
        if self.length is not None:
            return self._received == self.length
        return self._end_of_form in self._tail

    def _refuse(self, answer: HttpResponseBase) -> NoReturn:
        self.refusal = answer
        self._end()
        raise Refused(answer.reason_phrase)

    def _end(self) -> None:
        self._ended, self._input = True, None
        if self._reading is not None:
            self._reading.add_done_callback(lambda _: BODIES.release())
            metrics.BODIES.labels("streamed" if self._streamed else "whole").inc()
            self._reading = None


def _refused_unread(meta: dict[str, Any]) -> HttpResponse | None:
    length = meta.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return _plain(400, "The Content-Length is not a number.")
    if len(length) > 12 or int(length) > settings.REQUEST_MAX_BYTES:
        return _too_much()
    if "HTTP_TRANSFER_ENCODING" in meta and not meta.get("wsgi.input_terminated"):
        return _plain(411, "This server takes no chunks: send it with a Content-Length.")
    return None


def _too_much() -> HttpResponse:
    megabytes = settings.REQUEST_MAX_BYTES // 1024 // 1024
    return _plain(413, f"A request may have at most {megabytes} MB.")


def _too_slow(reading: Future, port: int) -> StreamingHttpResponse:
    sentence = (
        f"What you send comes too slowly: {BLOCK // 1024} KB have to arrive in "
        f"{settings.BODY_SECONDS} seconds. Send it again where the line is better.\n"
    )
    return StreamingHttpResponse(
        farewell(sentence, reading, port), status=408, content_type=PLAIN
    )


def _plain(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type=PLAIN)
