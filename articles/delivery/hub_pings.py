"""Telling one hub which topics have changed, as it can bear it.

One request a topic: how a hub is told is its own affair (W3C WebSub, 4), and `hub.mode=publish`
with one `hub.url` is what all of them understand. A hub that does not answer rests, longer each
time, and is then probed with one ping; meanwhile what it is to be told waits, once for each topic.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import urlencode

import urllib3
from django.db.models import F
from django.utils import timezone

from articles.models import Hub, Ping
from articles.models.follower import due_by, pause
from articles.models.hub import GIVE_UP

from .worker import LeaseLost, new_holder

AT_ONCE = 4  # requests
TIMEOUT = urllib3.Timeout(connect=3, read=5)
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": "Newsroom (WebSub publisher)",
}
# Says that the hub is there, but too busy: for all topics alike.
BUSY = {408, 429}
log = logging.getLogger(__name__)


class Answer(NamedTuple):
    says: str
    there: bool  # The hub works: the next topic may be told.
    accepted: bool


class Telling:
    """The lane of one hub."""

    def __init__(self, url: str) -> None:
        self.url, self.name = url, f"hub {url}"
        self.holder = new_holder()
        self.stopping = False
        self.http = urllib3.PoolManager(num_pools=1, maxsize=AT_ONCE, retries=False)

    def stop(self) -> None:
        self.stopping = True

    def step(self) -> bool:
        at = timezone.now()
        hub = self._hubs.with_work(at).first()
        if hub is None or not self._hubs.claim(self.holder, at):
            return False
        try:
            hub.refresh_from_db()
            self._tell_all(hub)
        except LeaseLost:
            log.warning("%s: another process has taken over.", self.name)
        finally:
            self._hubs.release(self.holder)
        return True

    @property
    def _hubs(self) -> Any:
        return Hub.objects.filter(url=self.url)

    def _tell_all(self, hub: Hub) -> None:
        """Tell topic by topic until none is due, or the hub fails."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while not self.stopping:
                width = 1 if hub.failures else AT_ONCE
                pings = list(hub.pings.filter(due_by("at", timezone.now()))[:width])
                if not pings:
                    return
                answers = list(threads.map(self._post, [ping.topic for ping in pings]))
                if not self._hubs.filter(holder=self.holder).claim(self.holder, timezone.now()):
                    raise LeaseLost
                if not _save(hub, zip(pings, answers, strict=True)):
                    return

    def _post(self, topic: str) -> Answer:
        body = urlencode({"hub.mode": "publish", "hub.url": topic})
        try:
            response = self.http.request(
                "POST",
                self.url,
                body=body,
                headers=HEADERS,
                timeout=TIMEOUT,
                redirect=False,
                preload_content=False,
            )
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Answer(_why(error), there=False, accepted=False)
        return _read(response)


def _read(response: urllib3.BaseHTTPResponse) -> Answer:
    """Judge by the status alone. A body is not read, so it may be of any length."""
    if response.headers.get("Content-Length") == "0" or response.status == 204:
        response.drain_conn()  # Nothing is left: the connection serves the next topic.
    else:
        response.close()
    accepted = 200 <= response.status < 300
    there = response.status < 500 and response.status not in BUSY
    return Answer(f"HTTP {response.status}", there=there, accepted=accepted)


def _why(error: Exception) -> str:
    # A refused connection is a kind of ConnectTimeoutError to urllib3, which came first.
    refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    if isinstance(error, urllib3.exceptions.TimeoutError) and not refused:
        return "It did not answer in time"
    return f"No connection: {type(error).__name__}"


def _save(hub: Hub, told: Iterable[tuple[Ping, Answer]]) -> bool:
    """Write down how the hub answered; tells whether it may be told more now."""
    now, failed = timezone.now(), None
    for ping, answer in told:
        if answer.accepted:
            # A change that came while this was being told has made it another event's.
            Ping.objects.filter(pk=ping.pk, event_id=ping.event_id).delete()
        elif answer.there:
            _refused(ping, answer.says)
        else:
            failed = answer
            continue
        keep = hub.accepts if answer.accepted else hub.refuses
        keep(now, answer.says)
    if failed:
        hub.fails(now, failed.says)
        log.warning("%s: %s; it rests until %s.", hub, failed.says, hub.rests_until)
    _give_up(hub)
    return failed is None


def _refused(ping: Ping, says: str) -> None:
    ping.attempts += 1
    Ping.objects.filter(pk=ping.pk).update(
        attempts=ping.attempts, error=says, at=timezone.now() + pause(ping.attempts)
    )


def _give_up(hub: Hub) -> None:
    lost, _ = hub.pings.filter(requested_at__lt=timezone.now() - GIVE_UP).delete()
    if lost:
        Hub.objects.filter(pk=hub.pk).update(lost=F("lost") + lost)
        log.warning("%s: gave up telling it of %s topics after a day.", hub, lost)
