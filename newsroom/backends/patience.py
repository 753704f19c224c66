"""How long a request waits for the database, and whether some of it may be saved already.

What counts is the time in which an answer of the database is waited for, added up over a request:
reading an upload or drawing pictures uses up nothing of it. A command waits as long as it takes.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings


class _Request(threading.local):
    left: float | None = None  # seconds; None where this thread answers no request
    may_be_saved = False


_request = _Request()


def begin(seconds: float | None = None, **_: Any) -> None:
    """Receiver of `request_started`: this thread answers a request from here on."""
    _request.left = settings.DATABASE_PATIENCE if seconds is None else seconds
    _request.may_be_saved = False


def end(**_: Any) -> None:
    """Receiver of `request_finished`, which comes when all of the answer is written."""
    _request.left = None


def left() -> float | None:
    """Return the seconds that may still be waited, or None where there is no limit."""
    return None if _request.left is None else max(0.0, _request.left)


@contextmanager
def waiting() -> Iterator[None]:
    """Takes the time spent inside from what is left."""
    started = time.monotonic()
    try:
        yield
    finally:
        if _request.left is not None:
            _request.left -= time.monotonic() - started


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Lets what is inside wait for a part of what is left, or for so long where no limit is."""
    before = _request.left
    _request.left = allowance = seconds if before is None else min(seconds, before)
    try:
        yield
    finally:
        _request.left = None if before is None else before - (allowance - _request.left)


def note_saved() -> None:
    """Something was sent to the database to stay there; whether it did is for its answer to say."""
    _request.may_be_saved = True


def may_be_saved() -> bool:
    """Tell whether "nothing has changed" would be a guess."""
    return _request.may_be_saved
