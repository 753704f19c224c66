"""kill -9 at any moment: what was acknowledged is there, nothing dangles, the server comes back.

Five rounds here; `make audit` plays fifty (KILL_ROUNDS).
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from .test_serve import descendants

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
BACK_WITHIN = 3.0 if ROUNDS > 5 else 60.0  # the suite shares its machine with anything
PEOPLE = """
from django.contrib.auth.models import Group
from articles.models import Author, Section
from newsroom.accounts.models import Staff
by = Staff.objects.create_user(username="killed", password=None, is_staff=True)
by.groups.add(Group.objects.get_or_create(name="Chief")[0])
Section.objects.create(name="ICT Materials"), Author.objects.create(name="Ingilab Mammadov")
"""
pytestmark = [pytest.mark.real_time, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A newsroom of its own: a database and a folder for photos."""
    place = tmp_path_factory.mktemp("killed")
    manage(place, "migrate", "--verbosity", "0")
    manage(place, "shell", "--no-imports", "--command", PEOPLE)
    return place


def own(place):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"sqlite:///{place}/db.sqlite3",
        "MEDIA_ROOT": str(place / "media"),
        "PYTHONPATH": str(ROOT),
        "LOG_LEVEL": "ERROR",
    }


def manage(place, *words):
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=own(place),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def acknowledged(place):
    """What workers of a kind have said is done, each killed at a random moment."""
    program = [sys.executable, str(Path(__file__).with_name("killed.py"))]
    pipe = subprocess.PIPE
    workers = subprocess.Popen(
        program, env=own(place), stdin=pipe, stdout=pipe, text=True, bufsize=1
    )

    def acknowledged(kind):
        said = []
        for _ in range(ROUNDS):
            print(kind, file=workers.stdin, flush=True)
            pid = int(said_by(workers, "pid ", said))
            said.append(workers.stdout.readline())  # it has begun
            time.sleep(random.uniform(0, 0.4))
            os.kill(pid, signal.SIGKILL)
        workers.stdin.close()
        said += workers.stdout.readlines()
        return [(name, int(key)) for name, key in map(str.split, said)]

    yield acknowledged
    workers.kill()
    workers.wait()
    workers.stdin.close()
    workers.stdout.close()


def said_by(workers, start, said):
    """The rest of the next line that begins so; lines of the worker before it are kept."""
    while not (line := workers.stdout.readline()).startswith(start):
        assert line, "The workers ended."
        said.append(line)
    return line.removeprefix(start)


def rows(place, query):
    with closing(sqlite3.connect(place / "db.sqlite3")) as database:
        return database.execute(query).fetchall()


def whole(place):
    return (rows(place, "pragma integrity_check"), rows(place, "pragma foreign_key_check"))


def named(place):
    """The files that rows name, with the digests that they should have."""
    public = rows(place, "select name, checksum from articles_rendition")
    retired = rows(place, "select name, '' from articles_retiredfile")
    kept = rows(
        place,
        "select original, checksum from articles_photo"
        " union all select original, checksum from articles_pastoriginal",
    )
    return {f"public/{name}": digest for name, digest in public + retired} | {
        f"private/{name}": digest for name, digest in kept
    }


def files(place):
    media = place / "media"
    return {
        str(path.relative_to(media)): path for path in media.rglob("*") if path.is_file()
    }


def test_killed_while_photos_come_in(place, acknowledged):
    done = acknowledged("photos")
    there, known = files(place), named(place)
    photos = {key for (key,) in rows(place, "select id from articles_photo")}
    pictured = {key for (key,) in rows(place, "select photo_id from articles_rendition")}

    assert whole(place) == ([("ok",)], [])
    assert {key for _, key in done} <= photos
    assert photos - pictured == set()
    assert set(known) - set(there) == set()
    assert [
        n for n, digest in known.items() if digest not in {"", digest_of(there[n])}
    ] == []
    assert [
        n for n in set(there) - set(known) if not (unfinished(n) or opens(there[n]))
    ] == []


def test_what_a_killed_upload_left_is_swept_after_a_day(place):
    there, known = files(place), named(place)
    manage(place, "repair", "media", "--sweep")  # it may belong to an upload that runs now
    assert set(files(place)) == set(there)

    for name in set(there) - set(known):
        os.utime(there[name], (time.time() - 2 * 86_400,) * 2)
    manage(place, "repair", "media", "--sweep")

    assert set(files(place)) == set(known)


def unfinished(name):
    return name.endswith(".part")


def opens(path):
    """A file that has its name is whole."""
    with Image.open(path) as image:
        image.load()
    return True


def digest_of(path):
    return sha256(path.read_bytes()).hexdigest()


def test_killed_while_stories_are_saved_and_published(place, acknowledged):
    done = acknowledged("stories")

    assert whole(place) == ([("ok",)], [])
    for kind in ("revision", "edition"):
        keys = {key for (key,) in rows(place, f"select id from articles_{kind}")}
        assert {key for name, key in done if name == kind} <= keys
    editions = rows(place, "select id from articles_edition order by id")
    told = "select distinct edition_id from articles_event where edition_id > 0 order by edition_id"
    assert editions == rows(place, told)
    stories = rows(place, "select id from articles_article order by id")
    saved = "select distinct article_id from articles_revision order by article_id"
    assert stories == rows(place, saved)


def test_a_killed_server_answers_again(place):
    first, _ = started(place)
    killed(first)

    second, seconds = started(place)
    killed(second)

    assert whole(place) == ([("ok",)], [])
    assert seconds < BACK_WITHIN, seconds


def started(place):
    """`manage.py serve`, and the seconds until its first answer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began = time.monotonic()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=own(place), stdout=subprocess.DEVNULL)
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/latest/", timeout=5).close()
            return server, time.monotonic() - began
        except OSError:
            assert server.poll() is None and time.monotonic() - began < 60
            time.sleep(0.05)


def killed(server):
    """As a power cut does: all of its processes at once."""
    for pid in [*descendants(server.pid), server.pid]:
        os.kill(pid, signal.SIGKILL)
    server.wait()
