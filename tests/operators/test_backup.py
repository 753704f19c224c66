"""A backup is whole although editors save meanwhile; restored elsewhere it is the same newsroom."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from articles import desk
from articles.models import Article
from newsroom.backups import manifest as manifests
from newsroom.backups.create import backups
from newsroom.backups.targets import BackupFolder
from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]

REPOSITORY = Path(__file__).resolve().parents[2]
# Asked of the newsroom in both places: every page and feed, as a digest of its bytes.
ASK = """
import hashlib, json, re, sys
from django.test import Client
from articles.models import Edition
client, answers = Client(headers={"host": "localhost"}), {}
paths = ["/", "/latest/", "/feed.rss", "/feed.atom", "/sitemap.xml", "/corrections/", "/feeds/"]
live = Edition.objects.live().select_related("section")
paths += [edition.get_absolute_url() for edition in live]
paths += ["/ict-materials/", "/tag/5g/", "/author/ingilab-mammadov/", "/ict-materials/feed.rss"]
for path in paths:
    answer = client.get(path)
    body = b"".join(answer) if answer.streaming else answer.content
    answers[path] = [answer.status_code, hashlib.sha256(body).hexdigest()]
print(json.dumps(answers))
"""


@pytest.fixture
def target(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def back_up(target, **options):
    call_command("backup", str(target), **options)
    return backups(BackupFolder(target))[-1]


def manage(*words, database="", media="", **variables):
    """Run manage.py in a process of its own, at another place where one is named."""
    env = {**os.environ, "DATABASE_URL": database or _database_url()}
    env |= {"MEDIA_ROOT": str(media or settings.MEDIA_ROOT), **variables}
    env["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    # of tests alone; `check --deploy` refuses it
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=REPOSITORY,
        env=env,
        capture_output=True,
        text=True,
    )


def _database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return _postgres(name)


def _postgres(name):
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def elsewhere(tmp_path):
    """An empty place: the address of a database and a folder for photos."""
    media = tmp_path / "media"
    if connection.vendor == "sqlite":
        yield {"database": f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}", "media": media}
        return
    name = f"elsewhere_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield {"database": _postgres(name), "media": media}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def pages(**place):
    asked = manage("shell", "--no-imports", "-c", ASK, **place)
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout.strip().splitlines()[-1])


def test_a_restored_newsroom_answers_every_page_and_feed_alike(target, chief, elsewhere):
    for number in range(3):
        build.live(
            chief, headline=f"Story {number}", tags=["5G"], lead_photo=build.photo(chief)
        )

    back_up(target)
    restored = manage("restore", str(target), **elsewhere)

    assert restored.returncode == 0, restored.stderr
    assert pages(**elsewhere) == pages()
    files = sorted(path.name for path in settings.MEDIA_ROOT.rglob("*.*"))
    assert sorted(path.name for path in elsewhere["media"].rglob("*.*")) == files


def test_the_manual_leads_to_pages_again(target, chief, elsewhere, tmp_path):
    """docs/operators/backup.md, line by line, on an empty machine."""
    build.live(chief, headline="Story")
    back_up(target)
    manual = (REPOSITORY / "docs" / "operators" / "backup.md").read_text()
    steps = manual.partition("## Restoring")[2].split("```")[1].strip().splitlines()
    place = elsewhere | {"STATIC_ROOT": str(tmp_path / "static")}

    for step in steps:
        words = step.replace("/var/backups/newsroom", str(target)).split()[2:]
        done = manage(*words, **place)
        assert done.returncode == 0, done.stderr

    assert {status for status, _ in pages(**place).values()} <= {200, 404}
    assert pages(**place)["/"][0] == 200
    assert [step.split()[2] for step in steps] == [
        "restore",
        "migrate",
        "collectstatic",
        "check",
    ]


def test_a_backup_is_of_one_moment_although_editors_save(target, chief):
    story, stop = build.article(chief), threading.Event()

    def write():
        while not stop.is_set():
            there = Article.objects.get(pk=story.pk)
            headline = f"Version {there.version + 1}"
            desk.save(
                there, by=chief, version=there.version, changes={"headline": headline}
            )
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            name = back_up(target)
            call_command("verify", str(target), backup=name)
    finally:
        stop.set()
        writer.join()
    assert len(backups(BackupFolder(target))) == 3


@pytest.mark.parametrize("part", ["database", "manifest.json", "photo"])
def test_one_flipped_byte_is_found(part, target, chief):
    build.live(chief, lead_photo=build.photo(chief))
    name = back_up(target)
    photos = sorted((target / "media").rglob("*.jpg"))
    path = photos[0] if part == "photo" else target / name / part
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(bytes(damaged))

    with pytest.raises(CommandError, match="NOT good"):
        call_command("verify", str(target))


def test_a_lost_photo_is_found(target, chief):
    build.photo(chief)
    back_up(target)
    next((target / "media").rglob("*.jpg")).unlink()

    with pytest.raises(CommandError, match="is missing"):
        call_command("verify", str(target))


def test_a_full_newsroom_is_never_overwritten(target, chief):
    build.article(chief)
    back_up(target)

    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(target))

    assert Article.objects.count() == 1


def test_photos_that_are_there_are_never_mixed_with_restored_ones(target, chief, elsewhere):
    back_up(target)
    (elsewhere["media"] / "public").mkdir(parents=True)
    (elsewhere["media"] / "public" / "theirs.jpg").write_bytes(b"x")

    refused = manage("restore", str(target), **elsewhere)

    assert (refused.returncode, "There are photos already" in refused.stderr) == (1, True)


def test_the_oldest_backups_go_and_with_them_their_photos_alone(target, chief):
    gone = build.photo(chief)
    back_up(target)
    names = {row.name for row in gone.renditions.all()}
    gone.renditions.all().delete()
    for name in names:
        (settings.MEDIA_ROOT / "public" / name).unlink()
    kept = build.photo(chief)

    for _ in range(2):
        back_up(target, keep=2)

    pool = {
        path.relative_to(target / "media" / "public").as_posix()
        for path in (target / "media" / "public").rglob("*.*")
    }
    assert len(backups(BackupFolder(target))) == 2
    assert pool == {row.name for row in kept.renditions.all()}


def test_a_backup_that_was_cut_short_is_not_one(target, chief):
    name = back_up(target)
    (target / name / "manifest.json").unlink()

    with pytest.raises(CommandError, match="There is no backup here"):
        call_command("verify", str(target))


def test_the_doctor_is_told_when_the_newest_was_made(target, chief, settings, tmp_path):
    settings.BACKUP_STATUS_FILE = tmp_path / "var" / "backup.json"

    name = back_up(target)

    assert json.loads(settings.BACKUP_STATUS_FILE.read_text())["name"] == name


def test_a_folder_that_can_not_be_written_is_said(chief, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError, match="could not be written"):
        call_command("backup", str(tmp_path / "file" / "backups"))


def test_a_manifest_survives_its_own_writing():
    made = manifests.Manifest(
        "2025-11-28T15:02:00+00:00", "sqlite", manifests.BackupFile(1, "a"), {"x": 2}
    )

    assert manifests.read(manifests.write(made)) == made
