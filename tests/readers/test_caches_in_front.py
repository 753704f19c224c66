"""A real nginx keeps our answers, as operators set it up: what has ended leaves it, and stays away.

A minute lasts three seconds here, and what may end another answer is kept for one.
"""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles import desk
from articles.caching import headers
from articles.caching.freshness import Freshness
from tests import build, nginx

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]
WORDS = b"reached an agreement"
DOOR = "server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass {to}; }} }}"
CACHE = """proxy_cache_path {place}/kept keys_zone=kept:1m inactive=1d;
server {{ listen 127.0.0.1:{port}; location / {{
    proxy_pass http://127.0.0.1:{door}; proxy_cache kept; {more}
}} }}"""
BY_THE_HEADERS = {
    "plain": "",
    "in the background": "proxy_cache_background_update on; proxy_cache_revalidate on;",
}
STALE = "proxy_cache_background_update on; proxy_cache_use_stale error timeout updating {};"
WAYS = BY_THE_HEADERS | {
    "stale": "proxy_cache_use_stale error timeout; proxy_http_version 1.1;",
    "stale in the background": STALE.format("http_500 http_503"),
}


class Front:
    """A cache, and the door between it and us, which can be killed."""

    def __init__(self, port, door):
        self.port, self.door = port, door

    def get(self, path, **headers):
        return nginx.get(self.port, path, **headers)

    def fill(self, paths):
        """Have it keep the pages, in two codings, and show that it does."""
        for coding in ("gzip", "identity"):
            for path in paths:
                self.get(path, **{"Accept-Encoding": coding})

    def settle(self, paths):
        """A minute goes by, and some readers come."""
        time.sleep(3.5)
        for _ in range(2):
            for path in paths:
                self.get(path)
            time.sleep(0.4)

    def kill_us(self):
        self.door.terminate()
        self.door.wait()


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(headers, "MAX_AGE", 3)
    monkeypatch.setattr(headers, "STALE", 1)
    monkeypatch.setattr(headers, "BRIEF", 1)


@pytest.fixture
def front(request, tmp_path, live_server):
    door, port = nginx.free_port(), nginx.free_port()
    way = WAYS[request.param]
    inside = CACHE.format(place=tmp_path / "cache", port=port, door=door, more=way)
    with (
        nginx.running(
            tmp_path / "door", door, DOOR.format(port=door, to=live_server.url)
        ) as ours,
        nginx.running(tmp_path / "cache", port, inside),
    ):
        yield Front(port, ours)


def ways(*names):
    return pytest.mark.parametrize("front", names, indirect=True)


class Ended:
    """Stories and a photo that stand, and what becomes of them."""

    def __init__(self):
        self.chief, at = build.person("Chief"), build.an_hour_ago()
        self.held, self.withdrawn, self.moved = (
            build.live(self.chief, at=at) for _ in range(3)
        )
        self.photo = build.photo(self.chief)
        self.file = self.photo.files[0].get_absolute_url()
        stories = (self.held, self.withdrawn, self.moved)
        self.paths = [*(story.get_absolute_url() for story in stories), self.file]

    def end(self):
        telecom, by = build.section("Telecom"), self.chief
        revision = build.edited(self.moved.article, by, section=telecom)
        desk.publish(self.moved.article, revision=revision, by=by)
        desk.hold(self.held.article, by=by)
        desk.withdraw(self.withdrawn.article, by=by, outcome="gone")
        desk.stop_photo(self.photo, by=by, reason="Rights")

    def old(self, front):
        """Where what has ended is still given."""
        answers = {path: front.get(path) for path in self.paths}
        return [
            path
            for path, answer in answers.items()
            if WORDS in answer.body or answer.headers.get_content_type() == "image/jpeg"
        ]


@ways(*WAYS)
def test_what_has_ended_leaves_the_cache_and_stays_away_when_we_fail(front):
    ended = Ended()
    front.fill(ended.paths)
    assert ended.old(front) == ended.paths
    ended.end()
    front.settle(ended.paths)
    then = [front.get(path).status for path in ended.paths]
    of_old = ended.old(front)
    front.kill_us()
    time.sleep(2.5)

    assert (then, of_old) == ([200, 410, 301, 410], [])
    assert ended.old(front) == []


@ways(*BY_THE_HEADERS)
def test_what_ends_while_nobody_can_tell_stands_for_its_minute_alone(front):
    ended = Ended()
    front.fill(ended.paths)
    ended.end()
    front.kill_us()
    time.sleep(4.5)

    assert ended.old(front) == []


@ways(*WAYS)
def test_a_scheduled_story_is_there_after_the_seconds_of_its_404(front):
    due = timezone.now() + timedelta(seconds=2)
    path = build.live(at=due).get_absolute_url()
    before = [front.get(path).status for _ in range(2)]
    time.sleep(max(0, (due - timezone.now()).total_seconds()) + 2.1)
    front.get(path)  # in the background it asks now
    time.sleep(0.4)

    assert before == [404, 404]
    assert WORDS in front.get(path).body


@ways("plain", "stale in the background")
def test_a_page_that_says_we_are_not_well_is_not_kept(front, monkeypatch):
    path = build.live(at=build.an_hour_ago()).get_absolute_url()
    front.fill([path])
    with monkeypatch.context() as broken:
        broken.setattr(Freshness, "of", _fails)
        time.sleep(4.5)
        front.get(path)
        time.sleep(0.4)
        ill = front.get(path)
    front.get(path)
    time.sleep(0.4)
    well = front.get(path)

    assert ill.status == 503 or WORDS in ill.body  # as the operator wants it
    assert (well.status, WORDS in well.body) == (200, True)


def _fails(*_):
    raise OperationalError("database is locked")
