"""The words that a Django person types first: migrate, createsuperuser, runserver."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.real_time


@pytest.fixture
def clone(tmp_path):
    """The environment of a clone that nobody has configured, with folders of its own."""
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ
    }
    return kept | {"VAR_DIR": str(tmp_path / "var"), "MEDIA_ROOT": str(tmp_path / "media")}


def manage(clone, *words, **variables):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, env=clone | variables, capture_output=True, text=True, check=True
    )


def test_its_first_person_is_an_administrator_and_pages_name_the_port_that_it_listens_on(
    clone,
):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    manage(clone, "migrate", "--verbosity", "0")
    names = ("--noinput", "--username", "ada", "--email", "ada@news.example")
    manage(clone, "createsuperuser", *names, DJANGO_SUPERUSER_PASSWORD="a long enough word")
    command = [sys.executable, "manage.py", "runserver", str(port), "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, env=clone, stderr=subprocess.DEVNULL)
    try:
        feed = answered(f"http://127.0.0.1:{port}/feed.rss")
        front = answered(f"http://127.0.0.1:{port}/")
    finally:
        server.terminate()
        server.wait()

    assert f"http://localhost:{port}/feed.rss" in feed
    assert f'<link rel="canonical" href="http://localhost:{port}/">' in front
    assert "localhost:8000" not in front + feed
    asked = "from newsroom.accounts.models import Staff; print(Staff.objects.get().is_superuser)"
    assert manage(clone, "shell", "--no-imports", "-c", asked).stdout.strip() == "True"


def answered(address, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address).read().decode()
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
