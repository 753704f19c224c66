"""Following the log: every event at its moment, in order, at least once.

The cursor of a follower is the last id it has read. An event that does not hold yet is deferred to
its moment before the cursor passes it; one that fails is deferred too and tried again, so that it
stops nobody behind it. Each step of the cursor is a compare-and-set: of two processes one moves
it, and a killed one leaves it where its last finished item was.
"""

import logging
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from articles.models import Due, Event, Follower

from .worker import LeasedWorker

BATCH = 500
log = logging.getLogger(__name__)


class EventHandler(Protocol):
    """Who acts on events. It reads the state again, so being told twice, or late, is harmless."""

    name: str

    def wants(self, event: Event) -> bool:
        """Tell, without asking the database, whether the event is of interest."""
        ...

    def handle(self, event: Event) -> None:
        """Act on an event that holds. Raises where it could not: it is told again later."""
        ...


class FollowerWorker(LeasedWorker):
    def __init__(self, handler: EventHandler) -> None:
        super().__init__(handler.name, Follower.objects.filter(name=handler.name))
        self.handler = handler

    def work(self, row: Follower) -> None:
        self._handle_due(row)
        self._read_on(row)

    def _handle_due(self, follower: Follower) -> None:
        for due in follower.due.due_by(timezone.now()).select_related("event")[:BATCH]:
            if self.stopping:
                return
            self._update(follower)
            error = self._handle(due.event)
            if error:
                due.postpone(error, timezone.now())
            else:
                due.delete()

    def _read_on(self, follower: Follower) -> None:
        while events := list(Event.objects.tail(follower.cursor, BATCH)):
            for event in events:
                if self.stopping:
                    return
                if self.handler.wants(event):
                    self._take(follower, event)
            # Of those that are of no interest one step is enough.
            if follower.cursor < events[-1].pk:
                self._advance(follower, events[-1])

    def _take(self, follower: Follower, event: Event) -> None:
        """Handle one event, or defer it; then, and only then, the cursor passes it."""
        later = event.effective_at > timezone.now()
        error = "" if later else self._handle(event)
        due = Due(follower=follower, event=event, at=event.effective_at)
        with transaction.atomic():
            self._advance(follower, event)
            if later:
                due.save()
            elif error:
                due.postpone(error, timezone.now())

    def _handle(self, event: Event) -> str:
        """Return what went wrong, empty where nothing did."""
        try:
            self.handler.handle(event)
        except Exception as error:
            log.exception(
                "%s could not act on event %s; it will try again.", self.name, event.pk
            )
            return f"{type(error).__name__}: {error}"
        return ""

    def _advance(self, follower: Follower, event: Event) -> None:
        self._update(follower, cursor=event.pk, ran_at=timezone.now())
        follower.cursor = event.pk

    def _update(self, follower: Follower, **changes: Any) -> None:
        """Extend the lease, and change the row where its cursor is still as we read it."""
        self._extend_lease(self.rows.filter(cursor=follower.cursor), **changes)
