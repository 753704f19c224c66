"""A real nginx with a configuration of one's own, on loopback."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
AROUND = """{user}daemon off; pid {place}/pid; error_log {place}/errors; worker_processes 1;
events {{}}
http {{
    access_log off; client_body_temp_path {place}/1; proxy_temp_path {place}/2;
    fastcgi_temp_path {place}/3; uwsgi_temp_path {place}/4; scgi_temp_path {place}/5;
    {inside}
}}
"""


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def running(place: Path, port: int, inside: str) -> Iterator[subprocess.Popen]:
    """nginx with what stands inside its `http { }`, until the block ends or it is killed."""
    if PROGRAM is None:
        pytest.skip("needs nginx: install it")
    place.mkdir(exist_ok=True)
    user = "user root; " if os.geteuid() == 0 else ""
    (place / "conf").write_text(AROUND.format(user=user, place=place, inside=inside))
    process = subprocess.Popen([PROGRAM, "-e", f"{place}/errors", "-c", f"{place}/conf"])
    try:
        _wait_for(port)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)


def get(port: int, path: str, **headers: str) -> Answer:
    """What it answers; redirects are not followed."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer.")
