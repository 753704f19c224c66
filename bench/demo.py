"""A newsroom with its demo on the real server, on loopback and in a temporary place."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANAGE = (sys.executable, str(ROOT / "manage.py"))


@dataclass
class Served:
    port: int
    place: Path
    environment: dict[str, str]

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.place / "log"

    def manage(self, *words: str) -> str:
        """What a command of the newsroom prints."""
        return self.run(*MANAGE, *words)

    def kinds(self) -> dict[str, str]:
        """An address of every kind of page (bench/kinds.py)."""
        return json.loads(self.run(sys.executable, "bench/kinds.py"))

    def run(self, *words: str) -> str:
        """What a program prints that is given the newsroom's settings."""
        run = subprocess.run(
            words,
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return run.stdout


@contextmanager
def newsroom(**settings: str) -> Iterator[Served]:
    """Serve until the block ends; `settings` as in the environment."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as place:
        served = _made(Path(place), settings)
        with served.log.open("wb") as log:
            process = subprocess.Popen(
                [*MANAGE, "serve", "--port", str(served.port)],
                env=served.environment, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
            process.stdout.readline()  # It says so when it answers.
            try:
                yield served
            finally:
                process.terminate()
                process.communicate(timeout=30)


def _made(place: Path, settings: dict[str, str]) -> Served:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        "NEWSROOM_ENV": "local",
        "PUBLIC_URL": f"http://localhost:{port}",
        "DATABASE_URL": f"sqlite:///{place}/newsroom.sqlite3",
        "VAR_DIR": f"{place}/var",
        "STATIC_ROOT": f"{place}/static",
        "MEDIA_ROOT": f"{place}/media",
        "LOG_LEVEL": "ERROR",
        "FOLLOW": "false",
        **settings,
    }
    served = Served(port, place, environment)
    served.manage("migrate", "--verbosity", "0")
    served.manage("demo")
    if environment["STATIC_ROOT"]:
        served.manage("collectstatic", "--noinput", "--verbosity", "0")
    return served
