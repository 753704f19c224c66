"""A clock that was wrong decides nothing: which backup was made after which is told by numbers."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.backups import create, naming
from newsroom.backups.create import backups, load_manifest
from newsroom.backups.targets import BackupFolder
from newsroom.health import alarms

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]

NOW = datetime(2025, 11, 28, 15, 2, tzinfo=UTC)
YEARS = [timedelta(days=1826), timedelta(hours=1), timedelta(days=-20_000)]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def back_up(target, monkeypatch, settings, tmp_path):
    """Make a backup while the clock is wrong by this much; returns its name."""
    settings.BACKUP_STATUS_FILE = tmp_path / "stamp.json"

    def at(wrong=timedelta(0), **options):
        monkeypatch.setattr(timezone, "now", lambda: NOW + wrong)
        call_command("backup", str(target), **options)
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        return json.loads(settings.BACKUP_STATUS_FILE.read_text())["name"]

    return at


@pytest.mark.parametrize("wrong", YEARS)
def test_what_was_made_last_is_the_newest(back_up, target, wrong):
    back_up(wrong)

    last = back_up()

    assert load_manifest(BackupFolder(target))[0] == last


@pytest.mark.parametrize("wrong", YEARS)
def test_what_was_made_last_is_never_forgotten(back_up, target, wrong):
    back_up()
    back_up(wrong, keep=1)

    last = back_up(keep=1)

    assert backups(BackupFolder(target)) == [last]


def test_a_backup_of_the_future_goes_when_its_turn_comes(back_up, target):
    first = back_up(YEARS[0])

    later = [back_up(timedelta(minutes=minutes), keep=2) for minutes in (1, 2)]

    assert backups(BackupFolder(target)) == later and first not in later


def test_one_that_was_made_beside_another_is_not_forgotten_by_itself(
    back_up, target, monkeypatch
):
    """The other began later, and was ready earlier."""
    first = back_up()
    second = back_up(timedelta(minutes=1))

    create._prune(BackupFolder(target), 1, just_made=first)

    assert backups(BackupFolder(target)) == [first, second]


def test_backups_of_before_numbers_are_older_than_those_that_have_one(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    future, old, other = "newsroom-20311104T171453Z", "newsroom-20251127T150200Z", "by-hand"
    numbered = naming.next_name([future, old, f"{old}-2", "newsroom-99999999T999999Z"], NOW)

    assert numbered == "newsroom-20251128T150200Z-00001"
    found = naming.in_order([future, numbered, old, other, f"{old}-2"])
    assert found == [future, other, old, f"{old}-2", numbered]


@pytest.mark.parametrize("command", ["backup", "verify"])
def test_a_backup_of_the_future_is_named(back_up, target, capsys, command):
    ahead = back_up(timedelta(days=1826))
    back_up()
    capsys.readouterr()

    call_command(command, str(target))

    said = capsys.readouterr().err
    assert (
        said.startswith(f"{ahead} lies in the future: a clock was wrong")
        and said.count("\n") == 1
    )


def test_restoring_names_it_before_anything_is_done(back_up, target, capsys):
    ahead = back_up(timedelta(days=1826))

    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(target))

    assert f"{ahead} lies in the future" in capsys.readouterr().err


def test_clocks_of_two_hosts_may_differ_by_minutes(back_up, target, capsys):
    back_up(timedelta(minutes=4))

    call_command("verify", str(target))

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("wrong", YEARS[:2])
def test_the_doctor_says_that_the_newest_lies_in_the_future(back_up, wrong):
    back_up(wrong)

    assert alarms.backup().startswith("The newest backup lies in the future, on ")

    back_up()
    assert alarms.backup() is None
