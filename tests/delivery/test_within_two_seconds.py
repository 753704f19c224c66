"""A publication reaches a WebSub subscriber over real sockets, and no wait of ours is long."""

import re
import signal
from datetime import timedelta

import pytest

from articles import desk
from articles.delivery.runner import POLL
from articles.delivery.websub import BURST
from articles.models import Hub as Row
from articles.models import Ping
from tests import build
from tests.delivery import program
from tests.delivery.hub import Hub, Subscriber

pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def public(live_server, settings):
    """The newsroom as subscribers reach it."""
    settings.PUBLIC_URL = live_server.url
    return live_server.url


@pytest.fixture
def hub(public, settings):
    hub = Hub()
    with hub.serving():
        settings.WEBSUB_HUBS = [hub.url]
        yield hub


@pytest.fixture
def subscriber():
    subscriber = Subscriber()
    with subscriber.serving():
        yield subscriber


@pytest.fixture
def start(hub, public):
    started = []

    def start():
        process = program.start(WEBSUB_HUBS=hub.url, PUBLIC_URL=public)
        started.append(process)
        assert program.until(lambda: Row.objects.exists() or process.poll() is not None)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_publication_reaches_a_subscriber(hub, subscriber, start, public, client):
    build.live()
    start()
    assert program.until(lambda: hub.told and not Ping.objects.exists())
    discovered = discover(client, "/feed.atom")
    subscriber.subscribe(*discovered)
    story, revision = build.approved(headline="Breaking")

    desk.publish(story, revision=revision, by=build.person("Chief"))

    assert program.until(lambda: subscriber.documents)
    assert "Breaking" in subscriber.documents[0]


def test_what_the_program_waits_by_itself_stays_under_two_seconds():
    """The follower's look, the end of a burst, the hub's look: a busy machine adds to these."""
    assert timedelta(seconds=2 * POLL) + BURST < timedelta(seconds=2)


def discover(client, path):
    """Hub and topic, as the feed's header names them."""
    found = re.findall(r'<(.+?)>; rel="(\w+)"', client.get(path)["Link"])
    links = {rel: address for address, rel in found}
    return links["hub"], links["self"]


def test_after_kill_9_in_the_middle_everything_is_told(hub, start):
    process = start()
    take = hub.posted

    def kill_first(body, headers):
        hub.posted = take
        process.send_signal(signal.SIGKILL)
        return take(body, headers)

    hub.posted = kill_first
    build.live()
    process.wait(20)

    # Else its lease would run out in a minute.
    Row.objects.update(holder="", held_until=None)
    start()

    assert program.until(lambda: len(set(hub.told)) == 30 and not Ping.objects.exists())
