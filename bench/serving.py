"""Web servers of a bench: started, asked on loopback, their processor time and memory read.

Linux alone says in /proc what a tree of processes has used.
"""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

PATIENCE = 120  # seconds that a server may take to answer first, or to answer a search
TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    port: int
    process: subprocess.Popen

    def seconds(self) -> float:
        """Processor seconds of the whole tree so far, with those of children that ended."""
        used = (_stat(pid)[11:15] for pid in self._tree())
        return sum(map(int, chain.from_iterable(used))) * TICK

    def megabytes(self) -> float:
        """Memory of the tree; what its processes share counts once (PSS)."""
        texts = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self._tree())
        lines = chain.from_iterable(text.splitlines() for text in texts)
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024

    def _tree(self) -> list[int]:
        parents = {int(p.name): p for p in Path("/proc").iterdir() if p.name.isdigit()}
        of = {pid: int(stat[1]) for pid in parents if (stat := _stat(pid))}
        tree = [self.process.pid]
        for pid in tree:
            tree += [child for child, parent in of.items() if parent == pid]
        return tree


@dataclass
class Asked:
    """What came of asking one address again and again."""

    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    wall: float = 0.0

    @property
    def count(self) -> int:
        return len(self.latencies)


@contextmanager
def served(
    command: list[str], *, port: int, environment: dict[str, str], cwd: Path, log: Path
) -> Iterator[Server]:
    """A server in a group of its own, from its first answer to its end."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            cwd=cwd,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_for(port, process, log)
        yield Server(port, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def granian(application: str, *, python: str, port: int) -> list[str]:
    """What `manage.py serve` starts, for another application."""
    return [
        *(python, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "8"),
        *("--workers-kill-timeout", "5", "--log-level", "error", application),
    ]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def ask(
    server: Server,
    path: str,
    *,
    requests: int,
    connections: int = 1,
    seconds: float = 10.0,
    headers: dict[str, str] | None = None,
) -> Asked:
    """Ask for a path over kept connections until enough requests or seconds have gone by."""
    started = time.perf_counter()

    def one_connection(count: int) -> Asked:
        return _ask_in_turn(server.port, path, count, started + seconds, headers or {})

    with ThreadPoolExecutor(connections) as pool:
        parts = list(pool.map(one_connection, [requests // connections] * connections))
    parts[0].latencies = [one for part in parts for one in part.latencies]
    parts[0].wall = time.perf_counter() - started
    return parts[0]


def _ask_in_turn(
    port: int, path: str, count: int, deadline: float, headers: dict[str, str]
) -> Asked:
    asked = Asked()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", path, headers={"Host": "localhost"} | headers)
        answer = connection.getresponse()
        asked.body, asked.status = answer.read(), answer.status
        asked.latencies.append(time.perf_counter() - started)
        if time.perf_counter() > deadline:
            break
    asked.headers = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return asked


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not start:\n{log.read_text()[-2_000:]}")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may hold spaces; [] where it ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
