"""A database as one file, consistent although editors save meanwhile; and back."""

import errno
import os
import secrets
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections

from .refusals import BadBackup, NotWritten, ProgramFailed, Refusal, size
from .workspace import FULL

Rows = dict[str, int]


class Database(Protocol):
    def dump(self, to: Path) -> Rows:
        """Write a snapshot to a file; returns the number of rows of each table in it."""

    def size(self) -> int:
        """Bytes on disk; a dump of PostgreSQL takes less."""

    def is_empty(self) -> bool: ...

    def load(self, dump: Path) -> None:
        """Fill the empty database from a file."""

    def examine(self, dump: Path) -> Rows:
        """Restore a file to a temporary place and return its rows. Raises BadBackup."""


def database() -> Database:
    connection = connections[DEFAULT_DB_ALIAS]
    return SQLite(connection) if connection.vendor == "sqlite" else PostgreSQL(connection)


class SQLite:
    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.path = Path(connection.settings_dict["NAME"])

    def dump(self, to: Path) -> Rows:
        """By SQLite's backup API, which starts over where a writer came between."""
        try:
            with (
                closing(sqlite3.connect(self.path)) as live,
                closing(sqlite3.connect(to)) as copy,
            ):
                live.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                return _rows(copy)
        except sqlite3.OperationalError as error:
            # A full disk has a code of its own; a quota or a limit is a fault of writing.
            full = error.sqlite_errorcode & 0xFF in {
                sqlite3.SQLITE_FULL,
                sqlite3.SQLITE_IOERR,
            }
            raise OSError(
                errno.ENOSPC if full else errno.EIO, str(error), str(to)
            ) from error

    def size(self) -> int:
        return self.path.stat().st_size

    def is_empty(self) -> bool:
        return not self.connection.introspection.table_names()

    def load(self, dump: Path) -> None:
        self.connection.close()
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(dump)) as copy,
            closing(sqlite3.connect(self.path)) as live,
        ):
            try:
                copy.backup(live)
            except sqlite3.OperationalError as error:
                needed = f"The database takes {size(dump.stat().st_size)}"
                raise NotWritten(self.path.parent, str(error), needed) from error
            except sqlite3.DatabaseError as error:
                raise BadBackup(f"The database is damaged: {error}.") from error

    def examine(self, dump: Path) -> Rows:
        try:
            address = f"{dump.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True)) as copy:
                (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
                if verdict != "ok":
                    raise BadBackup(f"The database is damaged: {verdict}.")
                if copy.execute("PRAGMA foreign_key_check").fetchone():
                    raise BadBackup(
                        "A row of the database refers to one that is not there."
                    )
                return _rows(copy)
        except sqlite3.DatabaseError as error:
            raise BadBackup(f"The database is damaged: {error}.") from error


class PostgreSQL:
    """pg_dump, pg_restore and createdb of the server's version must be installed here."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.name = connection.settings_dict["NAME"]

    def dump(self, to: Path) -> Rows:
        """Count and dump in one snapshot, so that both say the same."""
        with self._snapshot() as (cursor, snapshot):
            try:
                self._run(
                    "pg_dump", "-Fc", f"--snapshot={snapshot}", "-f", str(to), self.name
                )
            except ProgramFailed as failed:
                _raise_full(failed, to)
                raise
            return self._rows(cursor)

    def size(self) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]

    def is_empty(self) -> bool:
        return not self.connection.introspection.table_names()

    def load(self, dump: Path, into: str = "") -> None:
        self.connection.close()
        self._run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            "-d",
            into or self.name,
            str(dump),
        )

    def examine(self, dump: Path) -> Rows:
        with self._temporary() as name:
            try:
                self.load(dump, into=name)
            except ProgramFailed as failed:
                raise BadBackup(f"The database is damaged: {failed}") from failed
            with self._connected(name) as connection, connection.cursor() as cursor:
                return self._rows(cursor)

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Any, str]]:
        """A transaction of its own connection that sees one moment, which pg_dump shares."""
        with self._connected(self.name) as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor, cursor.fetchone()[0]

    @contextmanager
    def _connected(self, name: str) -> Iterator[Any]:
        parameters = {**self.connection.get_connection_params(), "dbname": name}
        for ours in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(ours, None)
        opened = self.connection.Database.connect(**parameters, autocommit=True)
        with closing(opened) as connection:
            yield connection

    @contextmanager
    def _temporary(self) -> Iterator[str]:
        name = f"newsroom_verify_{secrets.token_hex(6)}"
        self._run("createdb", name)
        try:
            yield name
        finally:
            self._run("dropdb", name)

    def _rows(self, cursor: Any) -> Rows:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        )
        return {table: _count(cursor, table) for (table,) in cursor.fetchall()}

    def _run(self, *words: str) -> None:
        options = self.connection.settings_dict
        env = {**os.environ, "LC_ALL": "C"}  # What it says of a full disk is read.
        for name in ("HOST", "PORT", "USER", "PASSWORD"):
            if options[name]:
                env[f"PG{name}"] = str(options[name])
        try:
            subprocess.run(words, env=env, check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise Refusal(f"{words[0]} of PostgreSQL is not installed here.") from error
        except subprocess.CalledProcessError as error:
            raise ProgramFailed(f"{words[0]} failed: {error.stderr.strip()}") from error


def _raise_full(failed: ProgramFailed, to: Path) -> None:
    for code in FULL:
        if os.strerror(code) in str(failed):
            raise OSError(code, os.strerror(code), str(to)) from failed


def _rows(copy: sqlite3.Connection) -> Rows:
    tables = copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {table: _count(copy.cursor(), table) for (table,) in tables.fetchall()}


def _count(cursor: Any, table: str) -> int:
    quoted = table.replace('"', '""')  # Names come from the catalogue, not from people.
    cursor.execute(f'SELECT COUNT(*) FROM "{quoted}"')  # noqa: S608
    return cursor.fetchone()[0]
