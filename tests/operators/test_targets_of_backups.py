"""Where a backup cannot lie or be made, verified or restored the operator reads a sentence why."""

import errno
import os
import resource
import socket
import sqlite3
import tempfile
import time
from contextlib import closing

import boto3
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from newsroom.backups import databases, media
from newsroom.backups.create import backups
from newsroom.backups.databases import PostgreSQL, SQLite
from newsroom.backups.refusals import NotWritten, ProgramFailed, Refusal
from newsroom.backups.targets import BackupFolder
from newsroom.backups.workspace import workspace
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]
COMMANDS = ["backup", "verify", "restore"]


def refusal(*words, **options):
    with pytest.raises(CommandError) as refused:
        call_command(*words, **options)
    return str(refused.value)


@pytest.fixture
def keys(monkeypatch, tmp_path):
    """Keys to a bucket at this address; none where there is none."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # It remembers keys.
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    def keep(address):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    return keep


@pytest.fixture
def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "address",
    ["", " ", ".", "backups", "~/backups", "../backups", "file:///b", "S3://bucket"],
)
def test_a_target_is_named_by_its_full_path(command, address):
    assert refusal(command, address) == (
        "A target is named by its full path, as /var/backups/newsroom, or as s3://bucket/prefix, "
        f"not {address!r}."
    )


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["MEDIA_ROOT", "STATIC_ROOT", "VAR_DIR", "BASE_DIR"])
@pytest.mark.parametrize("where", ["", "inside", "inside/..", ".."])
def test_a_target_lies_apart_from_what_is_ours(command, name, where, settings, tmp_path):
    for each in ("MEDIA_ROOT", "STATIC_ROOT", "VAR_DIR", "BASE_DIR"):
        setattr(settings, each, tmp_path / each.lower() / each)
    target = tmp_path / name.lower() / name / where

    said = refusal(command, str(target))

    assert f" {'the code' if name == 'BASE_DIR' else name} (" in said
    assert said.endswith("name a folder apart from it.")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_of_ours_is_one(tmp_path):
    (tmp_path / "link").symlink_to(settings.MEDIA_ROOT)

    assert "lies in MEDIA_ROOT" in refusal("backup", str(tmp_path / "link" / "backups"))


@pytest.mark.parametrize("address", ["s3://public", "s3://private/backups"])
def test_a_bucket_of_photos_takes_no_backups(settings, address):
    settings.MEDIA_S3 = {"buckets": ("public", "private")}

    assert "holds the photos: name another one." in refusal("backup", address)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_bucket_without_a_name_is_none(command):
    assert refusal(command, "s3://") == "A bucket is named as s3://bucket/prefix."


@pytest.mark.parametrize("command", COMMANDS)
def test_a_bucket_that_does_not_answer_is_said(command, keys, closed_port):
    keys(f"http://127.0.0.1:{closed_port}")

    said = refusal(command, "s3://backups/newsroom")

    assert said.startswith("The bucket does not answer: ") and str(closed_port) in said


@pytest.mark.parametrize("command", COMMANDS)
def test_missing_keys_are_said(command, keys):
    assert refusal(command, "s3://backups").startswith("There are no keys to the bucket: ")


def test_an_address_that_is_none_is_said(keys):
    keys("storage.example")

    assert refusal("backup", "s3://backups").startswith(
        "AWS_ENDPOINT_URL names no storage: "
    )


@pytest.fixture
def target(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def full(monkeypatch):
    """Make a function find no room from its second call on."""

    def fill(owner, name, code=errno.ENOSPC):
        real, calls = getattr(owner, name), []

        def raising(*args):
            calls.append(args)
            if len(calls) > 1:
                raise OSError(code, os.strerror(code))
            return real(*args)

        monkeypatch.setattr(owner, name, raising)

    return fill


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_said_with_what_a_backup_takes(target, full, code):
    build.photo()
    full(media, "fetch", code)

    said = refusal("backup", str(target))

    assert said.startswith(
        f"{target} could not be written: {os.strerror(code)}. The database takes"
    )
    assert "photos not backed up yet" in said and said.endswith(" are free there.")


def test_what_a_full_disk_cut_short_leaves_photos_for_the_next_and_no_database(
    target, full, monkeypatch
):
    build.photo()
    full(media, "fetch")
    refusal("backup", str(target))
    monkeypatch.undo()

    assert {path.name for path in target.iterdir()} == {"media"}

    call_command("backup", str(target))
    call_command("verify", str(target))


@pytest.mark.parametrize("command", ["verify", "restore"])
def test_a_full_disk_is_said_with_what_restoring_takes(command, target, full, monkeypatch):
    call_command("backup", str(target))
    monkeypatch.setattr(type(databases.database()), "is_empty", lambda self: True)
    full(BackupFolder, "get")

    said = refusal(command, str(target))

    assert said.startswith(
        f"{target} could not be written: No space left on device. The database"
    )
    assert ", all photos 0 bytes; " in said
    assert [path.name for path in target.iterdir() if path.name.startswith(".")] == []


def test_no_room_for_restored_photos_is_said_of_their_folder(target, monkeypatch):
    photo = build.photo()
    call_command("backup", str(target))
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(type(databases.database()), "is_empty", lambda self: True)
    monkeypatch.setattr(media, "is_empty", lambda: True)
    monkeypatch.setattr(media, "store", lambda *args: (_ for _ in ()).throw(full))

    said = refusal("restore", str(target))

    assert photo and said.startswith(
        f"{settings.MEDIA_ROOT} could not be written: No space left"
    )


@pytest.fixture
def lite(tmp_path):
    """A database of SQLite of 400 KB, on whatever the tests run."""
    place = SQLite(connection)
    place.path = tmp_path / "lite.sqlite3"
    with closing(sqlite3.connect(place.path)) as made, made:
        made.execute("CREATE TABLE words (word)")
        made.execute("INSERT INTO words VALUES (zeroblob(400000))")
    return place


@pytest.fixture
def no_large_files():
    """What SQLite tells of a full disk it tells of this limit too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_sqlite_without_room_is_a_full_disk(lite, tmp_path, no_large_files):
    with (
        pytest.raises(NotWritten) as refused,
        workspace(tmp_path, lambda: "It takes much") as place,
    ):
        lite.dump(place / "dump")

    assert str(refused.value).startswith(
        f"{tmp_path} could not be written: disk I/O error. It takes"
    )


def test_sqlite_without_room_to_restore_is_not_damaged(lite, tmp_path, no_large_files):
    empty = SQLite(connection)
    empty.path = tmp_path / "empty.sqlite3"

    with pytest.raises(NotWritten, match=r"disk I/O error\. The database takes"):
        empty.load(lite.path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_pg_dump_without_room_is_a_full_disk(code, tmp_path):
    words = f"pg_dump failed: could not write to output file: {os.strerror(code)}"

    with pytest.raises(OSError, match=os.strerror(code)) as full:
        databases._raise_full(ProgramFailed(words), tmp_path)
    assert full.value.errno == code


def test_a_program_that_is_not_installed_is_said():
    with pytest.raises(Refusal, match="no-pg_dump of PostgreSQL is not installed here"):
        PostgreSQL(connection)._run("no-pg_dump")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_does_not_answer_is_said(command, target, monkeypatch):
    call_command("backup", str(target))
    for name in ("is_empty", "examine"):
        monkeypatch.setattr(type(databases.database()), name, _silent)

    assert refusal(command, str(target)) == "The database does not answer: no connection"


def _silent(*args):
    raise OperationalError("no connection")


def test_an_empty_database_is_no_backup(target, monkeypatch):
    """DATABASE_URL names another place than yesterday: good backups are not forgotten for it."""
    monkeypatch.setattr(type(databases.database()), "is_empty", lambda self: True)

    said = refusal("backup", str(target), keep=1)

    assert said == "The database that DATABASE_URL names is empty: nothing to back up."
    assert backups(BackupFolder(target)) == []


def test_copies_lie_beside_the_target_and_not_in_the_memory_of_tmp(target, monkeypatch):
    build.photo()
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")

    call_command("backup", str(target))
    call_command("verify", str(target))

    assert {path.name for path in target.iterdir()} == {
        "media",
        *backups(BackupFolder(target)),
    }


def test_of_a_target_that_can_only_be_read_copies_lie_in_var_dir(target, monkeypatch):
    target.mkdir()
    assert BackupFolder(target).disk() == target

    monkeypatch.setattr(os, "access", lambda path, mode: False)

    assert BackupFolder(target).disk() == settings.VAR_DIR


def test_what_a_killed_program_left_is_swept_after_a_day(target):
    for name, age in {".newsroom-old.part": 25, ".newsroom-new.part": 23}.items():
        (target / name).mkdir(parents=True)
        (target / name / "database").write_bytes(b"x")
        os.utime(target / name, (0, time.time() - age * 3600))

    call_command("backup", str(target))

    assert [path.name for path in target.glob(".*")] == [".newsroom-new.part"]
    assert len(backups(BackupFolder(target))) == 1


def test_a_backup_that_is_good_says_so_where_old_ones_could_not_be_removed(
    target, monkeypatch
):
    call_command("backup", str(target))
    monkeypatch.setattr(BackupFolder, "delete", _unwritable)

    said = refusal("backup", str(target), keep=1)

    assert said.startswith(
        f"{backups(BackupFolder(target))[-1]} is made, but what is old was not removed"
    )


def _unwritable(self, name):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
