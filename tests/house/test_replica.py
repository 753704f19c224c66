"""A replica has the newest moment within seconds, and is restored like a backup."""

import os
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from newsroom.backups.making import backups, load_manifest
from newsroom.backups.targets import Folder
from tests import build
from tests.house.test_backup import REPOSITORY, _database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "replica"


def copies(folder):
    return len(backups(Folder(folder)))


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert true()


@pytest.mark.sqlite
def test_it_copies_at_once_and_again_at_each_change_until_told_to_stop(folder, media):
    build.live(headline="First")
    env = {**os.environ, "DATABASE_URL": _database_url(), "MEDIA_ROOT": str(media)}
    env["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    command = [sys.executable, "manage.py", "replicate", str(folder), "--every", "0.2"]
    program = subprocess.Popen(command, cwd=REPOSITORY, env=env)
    try:
        until(lambda: copies(folder) == 1)
        (first,) = backups(Folder(folder))
        time.sleep(1)
        unchanged = backups(Folder(folder))
        build.live(headline="Second")
        until(lambda: load_manifest(Folder(folder))[1].rows["articles_article"] == 2)
    finally:
        program.terminate()

    assert program.wait(timeout=20) == 0
    assert unchanged == [first]
    assert backups(Folder(folder))[-1] != first


@pytest.mark.sqlite
def test_two_moments_are_kept_and_can_be_verified(folder, capsys):
    build.live(lead_photo=build.photo(build.person("Chief")))

    for _ in range(3):
        call_command("replicate", str(folder), once=True)
    call_command("verify", str(folder))

    assert copies(folder) == 2
    assert "every byte as written" in capsys.readouterr().out


@pytest.mark.sqlite
def test_it_does_not_push_out_backups(folder):
    build.live()
    call_command("backup", str(folder))

    with pytest.raises(CommandError, match="give the replica a place of its own"):
        call_command("replicate", str(folder), once=True)

    assert copies(folder) == 1


@pytest.mark.sqlite
def test_a_replica_is_no_backup_for_the_doctor(folder, settings, tmp_path):
    settings.BACKUP_STAMP = tmp_path / "stamp"

    call_command("replicate", str(folder), once=True)

    assert not settings.BACKUP_STAMP.exists()


@pytest.mark.postgres
def test_postgresql_is_sent_to_its_own(folder):
    with pytest.raises(CommandError, match="WAL archive"):
        call_command("replicate", str(folder), once=True)
