"""`manage.py serve`, over a real server."""

import http.client
import os
import re
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

    def serve(*arguments, **variables):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | own(database) | variables,
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_with_nothing_under_way_it_ends_at_once(serve, port, number):
    process = serve("--port", port)
    process.stdout.readline()
    kept = http.client.HTTPConnection("127.0.0.1", port)  # as browsers keep one
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    follower_of(process.pid)
    time.sleep(3)  # It is really following.

    started = time.monotonic()
    process.send_signal(number)
    process.wait(timeout=20)
    kept.close()

    # A third of a second on a machine that is idle; no time-out of anybody's is waited for.
    assert time.monotonic() - started < 4
    assert "Kill" not in process.stderr.read()


def test_what_is_under_way_is_finished(serve, port):
    process = serve("--port", port, "--host", "127.0.0.1")
    process.stdout.readline()
    body = b"username=editor&password=none"
    with socket.create_connection(("127.0.0.1", port)) as sender:
        head = "POST /csp-report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 29\r\n\r\n"
        sender.sendall(head.encode() + body[:10])
        time.sleep(3)  # A busy machine has begun with it by then.
        process.terminate()
        time.sleep(0.5)
        sender.sendall(body[10:])
        answer = sender.recv(1000)

    assert answer.startswith(b"HTTP/1.1 204 No Content\r\n")
    assert process.wait(timeout=20) == 0


def test_it_watches_without_a_django_of_its_own(serve, port):
    process = serve("--port", port)
    process.stdout.readline()
    listing = ["ps", "-p", str(process.pid), "-o", "rss="]
    kilobytes = int(
        subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    )

    assert kilobytes < 40_000  # With Django it is 80,000.


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"NEWSROOM_ENV": "production"},
            "Newsroom cannot start: SECRET_KEY is missing: it",
        ),
        ({"WORKERS": "none"}, "Newsroom cannot start: "),
        (
            {"NEWSROOM_ENV": "else"},
            "Newsroom cannot start: NEWSROOM_ENV is invalid: Must be",
        ),
    ],
)
def test_a_setting_that_is_wrong_is_one_sentence(serve, port, variables, sentence):
    process = serve("--port", port, **({"SECRET_KEY": ""} | variables))
    output, errors = process.communicate(timeout=20)

    assert (process.returncode, output, errors.count("\n")) == (1, "", 1)
    assert errors.startswith(sentence)


def test_with_an_error_of_the_system_checks_nothing_is_served(serve, port, tmp_path):
    (tmp_path / "file").touch()
    process = serve("--port", port, MEDIA_ROOT=str(tmp_path / "file"))
    output, errors = process.communicate(timeout=60)

    assert (process.returncode, "is running" in output) == (1, False)
    assert "newsroom.E002" in errors
    assert errors.endswith("The server ended before it answered; it says why above.\n")
    assert "Traceback" not in errors


def test_help_names_it_and_its_options():
    command = [sys.executable, "manage.py", "serve", "--help"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert {"--host", "--port", "--prepare"} <= set(run.stdout.split())


def test_it_prepares_a_clone_and_says_a_line_a_step(serve, port, tmp_path):
    """As `make run` does, with a story there, because the demo's take a minute."""
    process = serve("--prepare", "--port", port, **in_production(tmp_path))
    first = process.stdout.readline()
    process.terminate()
    rest, errors = process.communicate(timeout=20)
    said = errors.splitlines()[:3]

    assert (first, rest) == (f"Newsroom is running at http://localhost:{port}/\n", "")
    assert [re.sub(r"\d+", "9", line) for line in said] == [
        "Database: applying 9 migrations …",
        "Static files: collecting what has changed …",
        "Starting the server …",
    ]
    assert (tmp_path / "static/staticfiles.json").is_file()


def test_a_second_start_migrates_nothing(serve, port, tmp_path, migrated):
    settings = in_production(tmp_path) | own(
        shutil.copy(migrated, tmp_path / "old.sqlite3")
    )
    process = serve("--prepare", "--port", port, **settings)
    process.stdout.readline()
    process.terminate()

    assert process.communicate(timeout=20)[1].startswith("Database: up to date.\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_may_be_told_to_stop_while_it_prepares(serve, port, tmp_path, number):
    process = serve("--prepare", "--port", port, **in_production(tmp_path))
    process.stderr.readline()
    children = descendants(process.pid)
    process.send_signal(number)
    output, errors = process.communicate(timeout=20)

    assert (process.returncode, output, errors) == (0, "", "")
    assert [child for child in children if alive(child)] == []


def test_where_it_cannot_be_prepared_nothing_is_served(serve, port, tmp_path):
    (tmp_path / "broken.sqlite3").write_text("This is no database. " * 100)
    settings = in_production(tmp_path) | own(tmp_path / "broken.sqlite3")
    process = serve("--prepare", "--port", port, **settings)
    output, errors = process.communicate(timeout=60)

    assert (process.returncode, output) == (1, "")
    assert errors.endswith("The newsroom is not ready to be served; it says why above.\n")


def in_production(place):
    """The environment of a new newsroom that makes no demo."""
    return own(place / "new.sqlite3") | {
        "NEWSROOM_ENV": "production",
        "SECRET_KEY": "a key of this test alone, with more than fifty letters in it",
        "PUBLIC_URL": "https://news.example",
        "ALLOWED_HOSTS": "news.example",
        "VAR_DIR": str(place / "var"),
        "STATIC_ROOT": str(place / "static"),
    }


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
