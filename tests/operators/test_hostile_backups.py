"""A backup that somebody else has written is refused by a sentence, and touches nothing."""

import json
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom.backups import create
from newsroom.backups.databases import SQLite, database
from newsroom.backups.refusals import BadBackup

pytestmark = pytest.mark.django_db

NAME = "newsroom-20251128T150200Z"
FACTS = {"size": 1, "sha256": sha256(b"x").hexdigest()}
GOOD = {
    "made_at": "2025-11-28T15:02:00+00:00",
    "engine": "sqlite",
    "database": FACTS,
    "rows": {"articles_article": 1},
    "media": {"media/public/a.jpg": FACTS},
}
NOT_OURS = "The manifest is damaged, or none of ours."


def canonical(value):
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def signed(**changes):
    """A manifest whose digest is right, whatever it says."""
    body = {**GOOD, "engine": connection.vendor, **changes}
    body = {name: value for name, value in body.items() if value != "left out"}
    return canonical({"manifest": body, "sha256": sha256(canonical(body)).hexdigest()})


@pytest.fixture
def target(tmp_path):
    there = {f"{NAME}/database": b"x", "media/public/a.jpg": b"x"}
    for name, data in there.items():
        (tmp_path / "target" / name).parent.mkdir(parents=True)
        (tmp_path / "target" / name).write_bytes(data)
    return tmp_path / "target"


@pytest.fixture
def refusal(target, monkeypatch):
    """Restore a target with this manifest into a newsroom that is empty; return what is said."""
    monkeypatch.setattr(type(database()), "is_empty", lambda self: True)
    monkeypatch.setattr(type(database()), "load", lambda self, dump: None)

    def restore(manifest, command="restore"):
        (target / NAME / "manifest.json").write_bytes(manifest)
        with pytest.raises(CommandError) as refused:
            call_command(command, str(target))
        assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
        return str(refused.value)

    return restore


def test_the_good_one_is_restored(refusal, target, capsys):
    (target / NAME / "manifest.json").write_bytes(signed())

    call_command("restore", str(target))

    assert f"Restored {NAME}: 1 rows, 1 photo files." in capsys.readouterr().out


@pytest.mark.parametrize("command", ["restore", "verify"])
@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"\xff\xfe", b"\x00" * 100, b"[]", b"null", b"1", b'"manifest"', b"{}",
        b'{"manifest":null,"sha256":1}', b"[" * 100_000, b'{"manifest":' * 100_000, b"9" * 10_000,
        "{}".encode("utf-16"), b'{"manifest":NaN,"sha256":NaN}',
    ],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_manifest_is_said_to_be_none(refusal, data, command):
    assert "The manifest is damaged" in refusal(data, command)


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": 5}, {"made_at": "yesterday"}, {"made_at": "2025-11-28T15:02"},
        {"made_at": None}, {"engine": 1}, {"engine": "left out"}, {"database": "left out"},
        {"database": []},
        {"database": {**FACTS, "size": "1"}}, {"database": {**FACTS, "size": True}},
        {"database": {**FACTS, "size": -1}}, {"database": {**FACTS, "size": 10**40}},
        {"database": {**FACTS, "sha256": 7}}, {"database": {**FACTS, "path": "/etc/passwd"}},
        {"database": {"size": 1}}, {"rows": []}, {"rows": {"a": "1"}}, {"rows": {"a": 1.5}},
        {"rows": "left out"}, {"media": []}, {"media": {"media/public/a.jpg": 1}},
        {"media": {"media/public/a.jpg": {**FACTS, "size": None}}}, {"more": 1},
    ],
)  # fmt: skip
def test_wrong_types_and_missing_keys_are_no_manifest_of_ours(refusal, changes):
    assert refusal(signed(**changes)) == NOT_OURS


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "../../etc/passwd", "media/public/../../../etc/passwd", "media/public/..",
        "media/public//etc/passwd", "media/public/", "media/public", "media/private/./a", "", "..",
        "media/other/a.jpg", "public/a.jpg", "media\\public\\a.jpg", "media/public/..\\..\\a",
        "media/public/a\x00.jpg", "media/public/a\n.jpg", "C:/a.jpg", f"{NAME}/database",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_named(refusal, name):
    said = refusal(signed(media={name: FACTS}))

    assert said == f"The manifest names {name!r}, which is no stored photo."


def test_a_manifest_larger_than_any_of_ours_is_not_read(refusal, monkeypatch):
    monkeypatch.setattr(create, "MOST_BYTES", 100)

    assert refusal(signed()) == "The manifest is larger than any of ours."


def test_what_lies_there_and_is_no_file_is_named(refusal, target):
    (target / "media" / "public" / "folder").mkdir()

    said = refusal(signed(media={"media/public/folder": FACTS}))

    assert said == "media/public/folder can't be read: Is a directory."


def test_a_name_too_long_for_a_disk_is_named(refusal):
    said = refusal(signed(media={f"media/public/{'a' * 300}": FACTS}))

    assert said.endswith("can't be read: File name too long.")


def test_a_database_that_is_none_is_said_to_be_damaged(tmp_path):
    (tmp_path / "dump").write_bytes(b"no database" * 100)
    place = SQLite(connection)
    place.path = tmp_path / "empty.sqlite3"

    with pytest.raises(BadBackup, match="The database is damaged"):
        place.load(tmp_path / "dump")
