"""What is missing, where a request failed because something that it stands on is not there.

Each outage is a sentence for people and a 503 for programs; the next request tries again, so that
the newsroom heals by itself.
"""

import errno
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError

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
# PostgreSQL's classes and codes; without one the connection itself failed.
_BY_STATE = {"53100": FULL, "25006": READ_ONLY, "08": GONE, "57P": GONE, "53": BUSY, "55P03": BUSY}


def outage_of(error: BaseException | None) -> Outage | None:
    """Return what is missing, or None where the fault is a fault of ours."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if found := _read(error):
            return found
        error = error.__cause__ or error.__context__
    return None


def _read(error: BaseException) -> Outage | None:
    if isinstance(error, (DatabaseError, InterfaceError)):
        return _of_database(error)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return None


def _of_database(error: BaseException) -> Outage | None:
    driver = error.__cause__
    said = str(error).lower()
    for words, outage in _BY_WORDS.items():
        if words in said:
            return outage
    if not type(driver).__module__.startswith("psycopg"):
        return None
    state = getattr(driver, "sqlstate", None)
    if state is None:
        return GONE if type(driver).__name__ in {"OperationalError", "InterfaceError"} else None
    return next((out for code, out in _BY_STATE.items() if state.startswith(code)), None)
