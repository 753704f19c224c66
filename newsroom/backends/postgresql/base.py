"""PostgreSQL for which nobody waits without end, and which folds case as SQLite does here.

A server that is frozen, or a network that swallows packets, answers no statement limit of its own
and keeps sockets open; so the client counts the seconds.
"""

from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

from newsroom.backends import WriteTracking, patience

PROBE = 1.0  # seconds in which a connection that was idle has to show that it lives
REST = 1.0  # seconds for which a server that did not answer is not asked again
TURN = 0.2  # seconds for which a thread waits for what another finds out

CASELESS = {"iexact", "icontains", "istartswith", "iendswith"}
# Django's UPPER folds as the database was made: in the C locale ASCII alone, and never İ with i.
LOWERED = """REPLACE(REPLACE(LOWER({} COLLATE "und-x-icu"), 'ı', 'i'), 'i\u0307', 'i')"""
PARAMETER = LOWERED.format("NORMALIZE({})")


class Connection(psycopg.Connection[Any]):
    """Waits as long as the request has patience; without a request, as long as it takes."""

    silent_until = 0.0  # for all threads of this process; 0 while the server answers

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        seconds = patience.left()
        if seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            with patience.waiting():
                return super().wait(gen, interval, seconds)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:
                # What may still come over it would be taken for the answer to another question.
                self.close()
            raise

    @classmethod
    def connect(cls, conninfo: str = "", **params: Any) -> Any:
        if patience.left() is None:
            return super().connect(conninfo, **params)
        if not (patience.left() and cls._may_connect()):
            raise psycopg.OperationalError("The database has not answered in time.")
        silent_until = 0.0
        try:
            with patience.waiting():
                return super().connect(conninfo, **params)
        except psycopg.errors.ConnectionTimeout:
            silent_until = monotonic() + REST
            raise
        finally:
            cls.silent_until = silent_until

    @classmethod
    def _may_connect(cls) -> bool:
        """One thread at a time asks a server that was silent: were all of them waiting for it,
        readers would queue behind them."""
        if not cls.silent_until:
            return True
        if monotonic() > cls.silent_until:
            cls.silent_until = monotonic() + settings.DATABASE_PATIENCE
            return True
        sleep(TURN)
        return not cls.silent_until


class DatabaseOperations(base.DatabaseOperations):
    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        if lookup_type not in CASELESS:
            return super().lookup_cast(lookup_type, internal_type)
        column = super().lookup_cast("contains", internal_type)
        # Long texts are stored in NFC; to make it of each again takes ten times as long.
        return LOWERED.format(
            column if internal_type == "TextField" else f"NORMALIZE({column})"
        )


class DatabaseWrapper(WriteTracking, base.DatabaseWrapper):
    # Django asks the driver's module for a connection: this one gives ours.
    Database = SimpleNamespace(**vars(psycopg) | {"connect": Connection.connect})
    ops_class = DatabaseOperations
    operators = base.DatabaseWrapper.operators | {
        "iexact": f"= {PARAMETER.format('%s')}",
        **dict.fromkeys(CASELESS - {"iexact"}, f"LIKE {PARAMETER.format('%s')}"),
    }
    pattern_ops = base.DatabaseWrapper.pattern_ops | {
        "icontains": f"LIKE '%%' || {PARAMETER} || '%%'",
        "istartswith": f"LIKE {PARAMETER} || '%%'",
        "iendswith": f"LIKE '%%' || {PARAMETER}",
    }

    def get_connection_params(self) -> dict[str, Any]:
        """A connection that is opened for a request has limits; those of commands have none."""
        params = super().get_connection_params()
        if patience.left() is not None:
            limits = request_limits(settings.DATABASE_PATIENCE)
            params["options"] = f"{params.get('options', '')} {limits}".strip()
        return params

    def is_usable(self) -> bool:
        with patience.at_most(PROBE):
            usable = super().is_usable()
            if (
                not patience.left()
            ):  # Is it this connection or the server? One finds out for all.
                Connection.silent_until = Connection.silent_until or monotonic()
        return usable


def request_limits(seconds: int) -> str:
    """What PostgreSQL itself sees to on connections that serve requests, as its `options`.

    The client stops waiting by itself; these free the server.
    """
    milliseconds = {
        "statement_timeout": seconds * 1000,  # Whoever asked has gone after that.
        "lock_timeout": seconds * 500,  # Half, so that "busy" is said in good time.
        # A worker that hangs between two statements gives its locks back. Photos are made and sent
        # to a bucket inside a transaction, which takes seconds.
        "idle_in_transaction_session_timeout": 60_000,
    }
    return " ".join(f"-c {name}={value}" for name, value in milliseconds.items())
