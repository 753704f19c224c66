"""A replica: the newest two moments of a SQLite newsroom, made again whenever something changed.

It is a target of backups like any other, restored and verified by the same commands.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from threading import Event

from django.db import DEFAULT_DB_ALIAS, connections

from .making import Progress, backups, make
from .targets import Target

MARK = "replica"  # A file that tells a replica from backups, which two moments would push out.
MOMENTS = 2


class NotPossible(Exception):
    """No replica can be kept there, or of this; the sentence says why."""


class Replica:
    def __init__(self, to: Target, *, progress: Progress) -> None:
        self.to, self.progress = to, progress
        self.stopped = Event()
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor != "sqlite":
            raise NotPossible("PostgreSQL has its own: docs/operators/recovery.md, WAL archive.")
        if backups(to) and MARK not in to.names():
            raise NotPossible("There are backups: give the replica a place of its own.")
        self.path = Path(connection.settings_dict["NAME"])

    def run(self, *, every: float) -> None:
        """Copy at once, then whenever something has changed, until `stop`."""
        self._mark()
        with closing(sqlite3.connect(self.path)) as watched:
            seen = None
            while not self.stopped.is_set():
                now = _version(watched)  # Before the copy: a change during it is copied again.
                if now != seen:
                    self.copy()
                    seen = now
                self.stopped.wait(every)

    def copy(self) -> str:
        """Put the present moment there; returns its name."""
        self._mark()
        name, _ = make(self.to, progress=self.progress, keep=MOMENTS, stamp=False)
        return name

    def stop(self) -> None:
        """End after the present copy."""
        self.stopped.set()

    def _mark(self) -> None:
        with tempfile.NamedTemporaryFile() as empty:
            self.to.put(MARK, Path(empty.name))


def _version(watched: sqlite3.Connection) -> int:
    """A number that another connection's commit changes."""
    return watched.execute("PRAGMA data_version").fetchone()[0]
