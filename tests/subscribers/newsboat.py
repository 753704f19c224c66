"""Newsboat, a reader for terminals in Debian: its own program, its own database."""

import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest


class Newsboat:
    """Follows feeds in a folder of its own; `reload` polls them as its users' timers do."""

    def __init__(self, folder: Path, *addresses: str) -> None:
        self.program = shutil.which("newsboat")
        if self.program is None:
            pytest.skip(
                "needs newsboat: install it, on Debian with apt-get install newsboat"
            )
        self.folder = folder
        (folder / "config").touch()
        (folder / "urls").write_text("\n".join(addresses) + "\n")

    def reload(self) -> None:
        files = {"-u": "urls", "-C": "config", "-c": "cache.db"}
        where = [
            word for flag, name in files.items() for word in (flag, self.folder / name)
        ]
        environment = {"HOME": str(self.folder), "LANG": "C.UTF-8"}
        command = [self.program, *where, "-x", "reload"]
        subprocess.run(
            command, env=environment, check=True, timeout=60, capture_output=True
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What it keeps: tables `rss_feed` and `rss_item`."""
        with sqlite3.connect(self.folder / "cache.db") as database:
            return database.execute(query).fetchall()
