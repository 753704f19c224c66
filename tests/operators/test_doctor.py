"""`manage.py doctor`: what somebody should look at, in sentences."""

import json
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from prometheus_client.mmap_dict import MmapedDict, mmap_key

from articles.models import Notice
from newsroom.audit.log import log_action
from newsroom.health import alarms, registry
from tests import build


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.BACKUP_STATUS_FILE, settings.METRICS_DIR = (
        tmp_path / "backup.json",
        tmp_path / "metrics",
    )
    registry.clear()
    yield
    registry.clear()


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


@pytest.mark.real_time
def test_slow_is_said_and_is_no_fault(monkeypatch, capsys):
    one = {"backup": registry._Check(lambda: time.sleep(1.2), ready=False)}
    monkeypatch.setattr(registry, "_checks", one)
    monkeypatch.setattr(registry, "_running", {})

    call_command("doctor")

    assert capsys.readouterr().out == "The check of backup takes longer than 1 second.\n"


def test_programs_get_json(found, capsys):
    found(None)

    call_command("doctor", "--json")

    assert json.loads(capsys.readouterr().out) == {"well": True, "checks": {"backup": None}}


@pytest.mark.parametrize(
    ("hours", "says"), [(25, None), (27, "The newest backup is 27 hours old.")]
)
def test_an_old_backup(settings, hours, says):
    made_at = timezone.now() - timedelta(hours=hours)
    settings.BACKUP_STATUS_FILE.write_text(
        json.dumps({"name": "x", "made_at": made_at.isoformat()})
    )

    assert alarms.backup() == says


def test_no_backup_is_wrong_in_production_only(settings):
    assert alarms.backup() is None
    settings.PRODUCTION = True
    assert alarms.backup() == "There is no backup: run manage.py backup daily."


@pytest.mark.parametrize(
    ("free", "says"), [(11, None), (9, "The disk of media/ has 9% free.")]
)
def test_a_disk_that_fills(settings, tmp_path, monkeypatch, free, says):
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "none", tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    usage = namedtuple("usage", "total used free")(100, 100 - free, free)
    monkeypatch.setattr(alarms.shutil, "disk_usage", lambda folder: usage)

    assert alarms.disk() == says


@pytest.fixture
def count(settings):
    """Let a worker of the server at this port have answered so many requests in all."""

    def counted(well, failed, port=8000):
        folder = settings.METRICS_DIR / str(port)
        folder.mkdir(parents=True, exist_ok=True)
        shared = MmapedDict(str(folder / "counter_1.db"))
        for status, number in (("200", well), ("503", failed)):
            labels = {"method": "GET", "route": "front", "status": status}
            key = mmap_key(
                "newsroom_requests",
                "newsroom_requests_total",
                [*labels],
                [*labels.values()],
                "",
            )
            shared.write_value(key, number, 0)
        shared.close()

    return counted


@pytest.mark.parametrize(
    ("requests", "failed", "says"),
    [
        (50, 50, None),  # too few to say
        (2000, 2, None),
        (2000, 3, "3 of the last 2000 requests failed with a fault of ours (5xx)."),
    ],
)
def test_faults_of_recent_requests_are_counted(requests, failed, says, clock, count):
    count(100_000, 100)
    alarms.failures()
    clock.shift(60)

    count(100_000 + requests - failed, 100 + failed)

    assert alarms.failures() == says


def test_faults_are_forgotten_after_a_quarter_of_an_hour(clock, count):
    alarms.failures()
    count(100, 900)
    told = alarms.failures()

    clock.shift(16 * 60)

    assert told
    assert alarms.failures() is None


def test_a_server_that_was_started_again_counts_from_nothing(clock, count):
    count(100_000, 100)
    alarms.failures()

    count(1000, 20)

    assert (
        alarms.failures()
        == "20 of the last 1020 requests failed with a fault of ours (5xx)."
    )


def test_servers_beside_each_other_are_added_up(count):
    alarms.failures()

    count(500, 20)
    count(500, 20, port=8001)

    assert (
        alarms.failures()
        == "40 of the last 1040 requests failed with a fault of ours (5xx)."
    )


def test_a_folder_that_cannot_be_written_is_no_fault(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.METRICS_DIR = tmp_path / "file" / "below"

    assert alarms.failures() is None


@pytest.fixture
def came(settings):
    """Let a worker of the server have read so many bodies, whole or streamed."""

    def counted(**numbers):
        folder = settings.METRICS_DIR / "8000"
        folder.mkdir(parents=True, exist_ok=True)
        shared = MmapedDict(str(folder / "counter_1.db"))
        for how, number in numbers.items():
            key = mmap_key("newsroom_bodies", "newsroom_bodies_total", ["came"], [how], "")
            shared.write_value(key, number, 0)
        shared.close()

    return counted


def test_a_proxy_that_passes_bodies_on_as_they_come_is_told_of_in_production(
    settings, came
):
    came(whole=500)
    settings.PRODUCTION = True
    whole = alarms.proxy()
    came(streamed=3)

    assert whole is None
    assert alarms.proxy().startswith(
        "3 bodies came in chunks or slowly: the proxy in front does"
    )
    settings.PRODUCTION = False
    assert alarms.proxy() is None


def test_a_server_without_a_proxy_is_told_of(settings, came):
    settings.PRODUCTION, settings.TRUSTED_PROXIES = True, []

    assert alarms.proxy().startswith("No proxy stands in front: TRUSTED_PROXIES is empty")


@pytest.mark.django_db
def test_a_burst_of_failed_sign_ins():
    for _ in range(51):
        log_action("sign_in_failed")

    assert alarms.sign_ins().startswith("51 sign-ins failed in the last 15 minutes")


def test_no_mail_in_production(settings):
    settings.EMAIL_URL, settings.PRODUCTION = "", True

    assert alarms.mail() == "No mail is sent: EMAIL_URL is not set."


@pytest.fixture
def waiting(settings, db):
    """Notices that wait to be mailed, each for so many minutes: `waiting(11, 5)`."""
    settings.EMAIL_URL = "smtp://mail.example"
    editor = build.person("Editor", "editor", email="editor@news.example")
    story = build.article()

    def wait(*minutes, **facts):
        for number in minutes:
            at = timezone.now() - timedelta(minutes=number)
            usual = {
                "to": editor,
                "article": story,
                "kind": "approved",
                "by_mail": True,
                "at": at,
            }
            Notice.objects.create(**(usual | facts))

    return wait


def test_mail_that_waits_for_its_server(waiting):
    waiting(45, 5)

    assert alarms.mail() == (
        "Mail of 2 notices waits, the oldest for 45 minutes: "
        "does the mail server answer, and does manage.py follow run? The log says more."
    )


def test_mail_that_was_sent_or_given_up_or_is_new_is_no_alarm(waiting):
    waiting(90, mailed_at=timezone.now())
    waiting(90, mail_given_up_at=timezone.now())
    waiting(90, by_mail=False)
    waiting(10)

    assert alarms.mail() is None


def test_mail_that_the_server_puts_off(waiting):
    waiting(64, 30, mail_answer="451 4.7.1 greylisted")

    assert alarms.mail() == (
        "Mail of 2 notices waits, the oldest for 64 minutes: "
        "to editor the mail server said “451 4.7.1 greylisted”."
    )


def test_without_a_mail_server_no_mail_waits(waiting, settings):
    waiting(45)
    settings.EMAIL_URL = ""

    assert alarms.mail() is None


@pytest.mark.django_db
def test_the_administrator_reads_it_on_the_first_page_and_others_do_not(found):
    found("The newest backup is 30 hours old.")
    shown = {}
    for person in (build.admin(), build.person("Chief")):
        client = Client()
        client.force_login(person)
        shown[person.username] = b"30 hours old" in client.get("/admin/").content

    assert list(shown.values()) == [True, False]
