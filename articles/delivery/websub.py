"""Notes down which hub is to be told of which feed (W3C WebSub, publisher).

The hubs' own workers send the pings (hub_pings.py): this one only writes rows, at once for all
topics of an event, so that many changes of one feed within a moment are one ping.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from articles.enums import Kind
from articles.models import Event, Hub, Ping

from .topics import topics

# Changes so close together are one burst. It counts from the first, so a long one delays nothing.
BURST = timedelta(seconds=0.6)
# A newcomer to an old log, or one that was away for days, does not tell of what is history.
RECENT = timedelta(days=3)
# Changes that take words or pictures away are told first and without waiting for more.
URGENT = {Kind.HOLD, Kind.WITHDRAWAL, "stop_photo", "photo_ends"}


class WebSub:
    """The follower of the log that knows of hubs."""

    name = "websub"

    def __init__(self, hubs: Sequence[str], burst: timedelta = BURST) -> None:
        self.hubs, self.burst = hubs, burst

    def wants(self, event: Event) -> bool:
        return timezone.now() - max(event.effective_at, event.at) < RECENT

    def handle(self, event: Event) -> None:
        now = timezone.now()
        changed = topics(event, now)
        for hub in Hub.objects.filter(url__in=self.hubs):
            self._queue_pings(hub, changed, event, now)

    def _queue_pings(
        self, hub: Hub, topics: list[str], event: Event, now: datetime
    ) -> None:
        """Write what waits already anew first, then what is missing.

        In this order nothing is lost to a ping that is being sent meanwhile: such a row is
        deleted only if it still tells of the event that was sent.
        """
        urgent = event.verb in URGENT
        pings = [
            Ping(
                hub=hub,
                topic=topic,
                event_id=event.pk,
                urgent=urgent,
                requested_at=now,
                at=now if urgent else now + self.burst,
            )
            for topic in topics
        ]
        waiting = hub.pings.filter(topic__in=topics)
        with transaction.atomic():
            waiting.update(event_id=event.pk, requested_at=now)
            if urgent:
                waiting.update(urgent=True)
                # Not what has failed: the hub would be asked again before its pause is over.
                waiting.filter(attempts=0, at__gt=now).update(at=now)
            Ping.objects.bulk_create(pings, ignore_conflicts=True)
