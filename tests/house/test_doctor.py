"""`manage.py doctor`: what somebody should look at, in sentences."""

import json
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsroom import tally
from newsroom.audit import record
from newsroom.health import alarms, registry
from tests import build


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    settings.BACKUP_STAMP, settings.TALLY_DIR = tmp_path / "backup.json", tmp_path / "tally"
    monkeypatch.setattr(tally, "_minutes", {})
    monkeypatch.setattr(tally, "_written", 0.0)
    registry.forget()
    yield
    registry.forget()


@pytest.fixture
def found(monkeypatch):
    """Leave one check, which finds this."""

    def find(sentence):
        one = {"backup": registry._Check(lambda: sentence, ready=False)}
        monkeypatch.setattr(registry, "_checks", one)
        monkeypatch.setattr(registry, "_running", {})

    return find


def test_it_says_what_is_wrong_and_exits_with_one(found, capsys):
    found("The newest backup is 30 hours old.")

    with pytest.raises(SystemExit) as end:
        call_command("doctor")
    assert end.value.code == 1
    assert capsys.readouterr().out == "The newest backup is 30 hours old.\n"


def test_a_well_newsroom_is_one_line(found, capsys):
    found(None)

    call_command("doctor")

    assert capsys.readouterr().out == "All is well: backup.\n"


def test_programs_get_json(found, capsys):
    found(None)

    call_command("doctor", "--json")

    assert json.loads(capsys.readouterr().out) == {"well": True, "checks": {"backup": None}}


@pytest.mark.parametrize(
    ("hours", "says"), [(25, None), (27, "The newest backup is 27 hours old.")]
)
def test_an_old_backup(settings, hours, says):
    made_at = timezone.now() - timedelta(hours=hours)
    settings.BACKUP_STAMP.write_text(json.dumps({"name": "x", "made_at": made_at.isoformat()}))

    assert alarms.backup() == says


def test_no_backup_is_wrong_in_production_only(settings):
    assert alarms.backup() is None
    settings.PRODUCTION = True
    assert alarms.backup() == "There is no backup: run manage.py backup daily."


@pytest.mark.parametrize(("free", "says"), [(11, None), (9, "The disk of media/ has 9% free.")])
def test_a_disk_that_fills(settings, tmp_path, monkeypatch, free, says):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "none", tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    usage = namedtuple("usage", "total used free")(100, 100 - free, free)
    monkeypatch.setattr(alarms.shutil, "disk_usage", lambda folder: usage)

    assert alarms.disk() == says


@pytest.mark.parametrize(
    ("requests", "failed", "says"),
    [
        (50, 50, None),  # too few to say
        (2000, 2, None),
        (2000, 3, "3 of the last 2000 requests failed with a fault of ours (5xx)."),
    ],
)
def test_faults_of_recent_requests_are_counted(requests, failed, says, clock):
    for number in range(requests):
        if number == requests - 1:
            clock.shift(tally.EVERY)
        tally.count(failed=number < failed)

    assert alarms.failures() == says


def test_a_tally_that_cannot_be_written_is_no_fault(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.TALLY_DIR = tmp_path / "file" / "below"

    tally.count(failed=False)

    assert tally.recent() == (0, 0)


@pytest.mark.django_db
def test_a_burst_of_failed_sign_ins():
    for _ in range(51):
        record("sign_in_failed")

    assert alarms.sign_ins().startswith("51 sign-ins failed in the last 15 minutes")


def test_no_mail_in_production(settings):
    settings.EMAIL_URL, settings.PRODUCTION = "", True

    assert alarms.mail() == "No mail is sent: EMAIL_URL is not set."


@pytest.mark.django_db
def test_the_administrator_reads_it_on_the_first_page_and_others_do_not(found):
    found("The newest backup is 30 hours old.")
    shown = {}
    for person in (build.admin(), build.person("Chief")):
        client = Client()
        client.force_login(person)
        shown[person.username] = b"30 hours old" in client.get("/admin/").content

    assert list(shown.values()) == [True, False]
