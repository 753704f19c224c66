"""DATABASE_URL, the address of a database, as Django's settings; the options of each kind."""

import re
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Cut off at a # or ?, a name would be another file's.
_ADDRESS = re.compile(r"(sqlite:///|postgres(ql)?://)[^?#]+(\?\w+=[^?#&]*(&\w+=[^?#&]*)*)?")
SQLITE = "django.db.backends.sqlite3"
# Django's, with the limits of a request.
ENGINES = {
    SQLITE: "newsroom.backends.sqlite3",
    "django.db.backends.postgresql": "newsroom.backends.postgresql",
}
# For ten minutes: to open a connection costs PostgreSQL more than a page does, and one that has
# ended meanwhile is noticed and replaced.
PERSISTENT = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
OPTIONS: dict[str, dict[str, Any]] = {
    "newsroom.backends.sqlite3": {
        # Taking the write lock at BEGIN makes simultaneous saves wait for each other instead of
        # failing with "database is locked", and makes a version check inside them exact.
        "transaction_mode": "IMMEDIATE",
        # Of commands; a request has as much patience as it has for all (DATABASE_PATIENCE).
        "timeout": 20,
        # FULL: what was acknowledged to an editor survives a power cut, not just a crash.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; "
            "PRAGMA journal_size_limit=67108864;"
        ),
    },
    # Also of commands: none of them ends a statement that is at work, however long it takes.
    "newsroom.backends.postgresql": {
        # For each address of the host's name: two that are silent, and the probe before, are a
        # request's patience.
        "connect_timeout": 3,
        # A machine that has vanished sends no word of it. Asked whether it is there when nothing
        # came for 10 seconds, it is given up after 25,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        # and what is not received after 20.
        "tcp_user_timeout": 20_000,
    },
}


def database(url: str | None, default: Path) -> dict[str, Any]:
    """What its address says; without one, SQLite in a file, whatever its folder is called."""
    if url is None:
        address: dict[str, Any] = {"ENGINE": SQLITE, "NAME": str(default)}
    else:
        address = _parse(url)
    if address["ENGINE"] == SQLITE:
        Path(address["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    engine = ENGINES[address["ENGINE"]]
    options = OPTIONS[engine] | address.get("OPTIONS", {})
    return address | PERSISTENT | {"ENGINE": engine, "OPTIONS": options}


def _parse(url: str) -> dict[str, Any]:
    try:
        if not _ADDRESS.fullmatch(url):
            raise ValueError
        return dict(dj_database_url.parse(url))
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL must be sqlite:///path or postgres://user:password@host/name; in names "
            "write # as %23, ? as %3F and % as %25."
        ) from None  # The address may carry a password: it is not repeated.
