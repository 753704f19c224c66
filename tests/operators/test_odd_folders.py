"""A folder may be called anything: what a newsroom keeps lies in it, and nowhere beside it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from prometheus_client.values import MultiProcessValue

from newsroom.backups.databases import SQLite
from newsroom.backups.targets import BackupBucket, target
from newsroom.config.database_url import database as database_of
from newsroom.health import metrics_text

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = [
    "C# news",
    "what now?",
    "50%25 off",
    "100%",
    "?mode=memory",
    "a&b=c+d;e",
    "[draft] *new*",
    "Xəbər və хроника",
    "file:news",
    "'quoted' \"twice\"",
    b"not utf-8 \xff".decode(errors="surrogateescape"),
]


@pytest.fixture(params=NAMES, ids=ascii)
def folder(request, tmp_path):
    made = tmp_path / request.param
    made.mkdir()
    return made


@pytest.fixture
def database():
    """What the settings make of DATABASE_URL, or of a default where there is none."""

    def read(address=None, default=Path("/nowhere/newsroom.sqlite3")):
        return database_of(address, default)

    return read


def test_the_database_lies_in_its_folder(folder, database):
    default = folder / "var" / "newsroom.sqlite3"

    assert database(default=default)["NAME"] == str(default)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", NAMES[:-1])  # An address is text.
def test_an_address_by_hand_may_name_it_too(name, tmp_path, database):
    file = tmp_path / name / "newsroom.sqlite3"

    assert database(f"sqlite:///{quote(str(file))}")["NAME"] == str(file)


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////srv/C# news/newsroom.sqlite3",
        "sqlite:////srv/what now?/newsroom.sqlite3",
        "sqlite:////srv/a?b&c=d/newsroom.sqlite3",
        "postgres://me:12#34@db/newsroom",
        "postgres://me:secret@db/news#room",
    ],
)
def test_an_address_that_would_be_cut_off_is_refused(address, database):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(address)

    assert str(refusal.value).endswith("in names write # as %23, ? as %3F and % as %25.")


def test_addresses_with_escaped_signs_and_options_hold(database):
    found = database(
        "postgres://me:s%23%3F%25t@db:5433/news%23room?sslmode=require&application_name=x"
    )

    assert (found["PASSWORD"], found["NAME"], found["PORT"]) == ("s#?%t", "news#room", 5433)
    assert found["OPTIONS"]["sslmode"] == "require"
    assert database("sqlite:////tmp/x.sqlite3?timeout=5")["OPTIONS"]["timeout"] == 5
    assert database("sqlite:///:memory:")["NAME"] == ":memory:"


def test_an_empty_address_is_refused_rather_than_taken_for_none(database):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL must be sqlite"):
        database("")


def test_a_copy_is_examined_where_it_lies(folder):
    dump = folder / "database"
    with closing(sqlite3.connect(dump)) as copy:
        copy.execute("CREATE TABLE story (id)")
        copy.execute("INSERT INTO story VALUES (1)")
        copy.commit()

    assert SQLite.examine(None, dump) == {"story": 1}
    assert [path.name for path in folder.iterdir()] == ["database"]


def test_a_bucket_keeps_the_whole_prefix(monkeypatch):
    monkeypatch.setattr("newsroom.backends.s3.client", lambda *config: None)

    found = target("s3://safe/C# news/what now?/50%25")

    assert isinstance(found, BackupBucket)
    assert (found.bucket, found.prefix) == ("safe", "C# news/what now?/50%25/")


@pytest.mark.django_db
def test_figures_of_all_workers_are_read_there(folder, settings, monkeypatch):
    settings.METRICS_DIR = folder
    place = folder / "8000"
    place.mkdir()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(place))
    labels = (
        "counter",
        "newsroom_requests",
        "newsroom_requests_total",
        ("status",),
        ("200",),
        "",
    )

    MultiProcessValue()(*labels).inc(3)

    assert metrics_text.totals() == (3, 0)
    assert b'newsroom_requests_total{status="200"} 3.0' in metrics_text.text()


@pytest.mark.sqlite
def test_a_newsroom_is_made_backed_up_and_restored_there(tmp_path):
    folder = tmp_path / "C# news? 50%25 [off] Xəbər"
    variables = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "TMPDIR": str(folder)}
    here = {**os.environ, **variables, "MEDIA_ROOT": str(folder / "media")}
    del here["DATABASE_URL"]
    folder.mkdir()

    for place, words in [
        ("var", ["migrate", "--verbosity", "0"]),
        ("var", ["backup", str(folder / "backups")]),
        ("var", ["verify", str(folder / "backups")]),
        ("again", ["restore", str(folder / "backups")]),
        ("again", ["verify", str(folder / "backups")]),
    ]:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=REPOSITORY,
            env=here | {"VAR_DIR": str(folder / place)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr

    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert (folder / "again" / "newsroom.sqlite3").stat().st_size > 100_000
