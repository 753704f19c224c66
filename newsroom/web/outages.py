"""What is missing, where a request failed because something that it stands on is not there.

Each outage is a sentence for people and a 503 for programs; the next request tries again, so that
the newsroom heals by itself.
"""

import errno
from dataclasses import dataclass

import psycopg
from django.db import DatabaseError

RETRY_AFTER = 15  # seconds


@dataclass(frozen=True)
class Outage:
    sentence: str  # for the desk; readers are told that it is so, not why


GONE = Outage("The database does not answer.")
FULL = Outage("The disk is full.")
READ_ONLY = Outage("Nothing can be written: the disk or the database is read-only.")
FORBIDDEN = Outage("Nothing can be written: the server lacks the right to.")
BUSY = Outage("The database is busy.")

_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
}
# SQLite says it in words alone.
_BY_WORDS = {
    "database or disk is full": FULL,
    "disk i/o error": FULL,
    "readonly database": READ_ONLY,
    "unable to open database file": GONE,
    "database is locked": BUSY,
}
# PostgreSQL's codes, of which the first two characters are a class: connection lost, shut down or
# idle for too long; transaction rolled back; resources; not now; cancelled; an error of its system.
_BY_STATE = {
    "08": GONE,
    "57P": GONE,
    "25P03": GONE,
    "58": GONE,
    "53100": FULL,
    "53": BUSY,
    "25006": READ_ONLY,
    "40": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "25P04": BUSY,
}


def outage_of(error: BaseException | None) -> Outage | None:
    """Return what is missing, or None where the fault is a fault of ours."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if outage := _without_causes(error):
            return outage
        error = error.__cause__ or error.__context__
    return None


def _without_causes(error: BaseException) -> Outage | None:
    if isinstance(error, psycopg.Error):  # Django's error has it as its cause.
        return _of_postgresql(error)
    if isinstance(error, DatabaseError):
        message = str(error).lower()
        outages = (outage for words, outage in _BY_WORDS.items() if words in message)
        return next(outages, None)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return None


def _of_postgresql(error: psycopg.Error) -> Outage | None:
    if error.sqlstate is not None:
        codes = (code for code in _BY_STATE if error.sqlstate.startswith(code))
        return next((_BY_STATE[code] for code in codes), None)
    # The server has said nothing: the connection itself failed, or its answer came too late.
    gone = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
    return GONE if gone else None
