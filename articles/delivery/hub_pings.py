"""Pinging one hub about the topics that have changed, as it can bear it.

One request a topic: how a hub is told is its own affair (W3C WebSub, 4), and `hub.mode=publish`
with one `hub.url` is what all of them understand. A hub that does not answer rests, longer each
time, and is then probed with one ping; meanwhile the others wait, one for each topic.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urlencode

import urllib3
from django.db.models import F
from django.utils import timezone

from articles.models import Hub, Ping
from articles.models.follower import due_by, pause
from articles.models.hub import GIVE_UP

from .worker import LeasedWorker

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
    message: str
    is_up: bool  # The hub works: it may be pinged about the next topic.
    accepted: bool


class HubWorker(LeasedWorker):
    def __init__(self, url: str) -> None:
        super().__init__(f"hub {url}", Hub.objects.filter(url=url))
        self.url = url
        self.http = urllib3.PoolManager(num_pools=1, maxsize=AT_ONCE, retries=False)

    def work(self, row: Hub) -> None:
        """Ping topic by topic until none is due, or the hub fails."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while not self.stopping:
                width = 1 if row.failures else AT_ONCE  # one probes a hub that has failed
                pings = list(row.pings.filter(due_by("at", timezone.now()))[:width])
                if not pings:
                    return
                answers = list(threads.map(self._post, [ping.topic for ping in pings]))
                self._extend_lease(self.rows)
                if not _save(row, zip(pings, answers, strict=True)):
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
            return Answer(_reason(error), is_up=False, accepted=False)
        # Judged by the status alone. A body is not read, so it may be of any length.
        if response.headers.get("Content-Length") == "0" or response.status == 204:
            response.drain_conn()  # Nothing is left: the connection serves the next topic.
        else:
            response.close()
        return Answer(
            f"HTTP {response.status}",
            is_up=response.status < 500 and response.status not in BUSY,
            accepted=200 <= response.status < 300,
        )


def _reason(error: Exception) -> str:
    # A refused connection is a kind of ConnectTimeoutError to urllib3, which came first.
    refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    if isinstance(error, urllib3.exceptions.TimeoutError) and not refused:
        return "It did not answer in time"
    return f"No connection: {type(error).__name__}"


def _save(hub: Hub, answers: Iterable[tuple[Ping, Answer]]) -> bool:
    """Save how the hub answered; tells whether it may be pinged more now."""
    now, failure = timezone.now(), None
    for ping, answer in answers:
        if answer.accepted:
            # A change that came while this was being sent has made it another event's.
            Ping.objects.filter(pk=ping.pk, event_id=ping.event_id).delete()
            hub.accepts(now, answer.message)
        elif answer.is_up:
            ping.attempts += 1
            # By update: a change that came meanwhile keeps its event and its urgency.
            Ping.objects.filter(pk=ping.pk).update(
                attempts=ping.attempts, error=answer.message, at=now + pause(ping.attempts)
            )
            hub.refuses(now, answer.message)
        else:
            failure = answer
    if failure:
        # After the answers that were good: it rests all the same.
        hub.fails(now, failure.message)
        log.warning("%s: %s; it rests until %s.", hub, failure.message, hub.rests_until)
    _give_up(hub)
    return failure is None


def _give_up(hub: Hub) -> None:
    lost, _ = hub.pings.filter(requested_at__lt=timezone.now() - GIVE_UP).delete()
    if lost:
        Hub.objects.filter(pk=hub.pk).update(lost=F("lost") + lost)
        log.warning("%s: gave up pinging it about %s topics after a day.", hub, lost)
