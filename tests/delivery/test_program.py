"""`manage.py follow`: a program of its own."""

import os
import signal

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from articles import desk
from articles.models import Event, Follower
from tests import build
from tests.delivery import program

pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start():
    started = []

    def start(*arguments, **variables):
        process = program.start(*arguments, **variables)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def stopped_photo():
    photo = build.photo()
    desk.stop_photo(photo, by=build.person("Chief"), reason="Wrong picture")
    return photo


def gone(photo):
    return not any(default_storage.exists(file.name) for file in photo.renditions.all())


def caught_up():
    place = Follower.objects.filter(name="photo_files").first()
    return place is not None and place.cursor == Event.objects.order_by("-pk")[0].pk


def test_once_does_what_is_due_and_says_so(capsys):
    photo = stopped_photo()

    call_command("follow", "--once")

    assert gone(photo)
    assert (
        capsys.readouterr().out == "All that was due is done, or waits to be tried again.\n"
    )


def test_it_acts_within_a_second_of_the_commit(start):
    stopped_photo()
    process = start()
    assert program.until(caught_up)

    photo = stopped_photo()

    assert program.until(lambda: gone(photo), seconds=1)
    process.terminate()
    output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "", "")


def test_after_kill_9_the_next_one_goes_on(start):
    process = start()
    assert program.until(lambda: Follower.objects.exists())
    process.send_signal(signal.SIGKILL)
    process.wait()
    photo = stopped_photo()

    start()

    assert program.until(lambda: gone(photo))


@pytest.mark.parametrize("orphaned", [True, False])
def test_it_ends_with_the_server_that_started_it(orphaned, start):
    process = start("--parent", "1" if orphaned else str(os.getpid()))

    seconds = 20 if orphaned else 2
    assert program.until(lambda: process.poll() is not None, seconds=seconds) is orphaned
