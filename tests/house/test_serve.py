"""`manage.py serve`, over a real server."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.real_time


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A database with all tables, made once and copied."""
    path = tmp_path_factory.mktemp("serve") / "db.sqlite3"
    environment = os.environ | own(path)
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
    return path


def own(path):
    return {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"sqlite:///{path}",
    }


@pytest.fixture
def serve(tmp_path, migrated):
    """Starts it over a new database, and sees to it that it ends."""
    database = shutil.copy(migrated, tmp_path / "db.sqlite3")
    started = []

    def serve(*arguments):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | own(database),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield serve
    for process in started:
        process.terminate()  # Not kill: its children would stay.
        process.communicate(timeout=30)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_answers_and_ends_with_its_children(serve, port, number):
    process = serve("--port", port)
    first = process.stdout.readline()
    children = descendants(process.pid)

    assert first == f"Newsroom is running at http://localhost:{port}/\n"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt") as answer:
        assert answer.status == 200
    assert len(children) >= 1

    process.send_signal(number)
    assert process.wait(timeout=20) == 0
    assert [child for child in children if alive(child)] == []
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_it_runs_the_follower_beside_and_again_where_it_was_killed(serve, port):
    process = serve("--port", port)
    process.stdout.readline()
    first = follower_of(process.pid)

    os.kill(first, signal.SIGKILL)
    second = follower_of(process.pid, other_than=first)
    process.terminate()
    process.wait(timeout=20)

    assert not alive(second)


def test_another_host_may_run_the_follower(serve, port, monkeypatch):
    monkeypatch.setenv("FOLLOW", "false")
    process = serve("--port", port)
    process.stdout.readline()
    time.sleep(1)

    assert [c for c in descendants(process.pid) if " follow " in command(c)] == []


def test_a_port_in_use_is_one_sentence(serve, port):
    with socket.create_server(("127.0.0.1", port)):
        process = serve("--port", port)
        output, errors = process.communicate(timeout=20)

    assert process.returncode == 1
    assert output == ""
    assert errors.count("\n") == 1
    assert f"another: make run PORT={port + 1}" in errors


def descendants(pid):
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = dict(map(int, line.split()) for line in listing.splitlines())
    found, wave = [], [pid]
    while wave:
        wave = [child for child, parent in parents.items() if parent in wave]
        found += wave
    return found


def command(pid):
    listing = subprocess.run(
        ["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return listing.stdout


def follower_of(pid, other_than=0):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for child in descendants(pid):
            if " follow " in command(child) and child != other_than:
                return child
        time.sleep(0.1)
    raise AssertionError("No follower runs.")


def alive(pid):
    listing = subprocess.run(
        ["ps", "-p", str(pid), "-o", "stat="], capture_output=True, text=True, check=False
    )
    return bool(listing.stdout.strip()) and not listing.stdout.startswith("Z")
