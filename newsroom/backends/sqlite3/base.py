from typing import Any

from django.db.backends.sqlite3 import base

from newsroom.backends import WriteTracking, patience


class DatabaseWrapper(WriteTracking, base.DatabaseWrapper):
    """SQLite, where a request waits for another writer no longer than it has patience."""

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        seconds = patience.left()
        return params if seconds is None else params | {"timeout": seconds}
