"""Following the log: every event at its moment, in order, at least once.

The cursor of a follower is the last id it has read. An event that does not hold yet is put aside
for its moment before the cursor passes it; one that fails is put aside too and tried again, so
that it stops nobody behind it. Each step of the cursor is a compare-and-set: of two processes one
moves it, and a killed one leaves it where its last finished item was.
"""

import logging
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from articles.models import Due, Event
from articles.models import Follower as Place

from .worker import LeaseLost, new_holder

BATCH = 500
log = logging.getLogger(__name__)


class Follower(Protocol):
    """Who acts on events. It reads the state again, so being told twice, or late, is harmless."""

    name: str

    def wants(self, event: Event) -> bool:
        """Tell, without asking the database, whether the event is of interest."""
        ...

    def handle(self, event: Event) -> None:
        """Act on an event that holds. Raises where it could not: it is told again later."""
        ...


class Following:
    """The lane of one follower."""

    def __init__(self, follower: Follower) -> None:
        self.follower, self.name = follower, follower.name
        self.holder = new_holder()
        self.stopping = False

    def stop(self) -> None:
        self.stopping = True

    def step(self) -> bool:
        at = timezone.now()
        place = self._places.with_work(at).first()
        if place is None or not self._places.claim(self.holder, at):
            return False
        try:
            place.refresh_from_db()
            self._hand_over_due(place)
            self._read_on(place)
        except LeaseLost:
            log.warning("%s: another process has taken over.", self.name)
        finally:
            self._places.release(self.holder)
        return True

    @property
    def _places(self) -> Any:
        return Place.objects.filter(name=self.name)

    def _hand_over_due(self, place: Place) -> None:
        for due in place.due.due_by(timezone.now()).select_related("event")[:BATCH]:
            if self.stopping:
                return
            self._keep(place)
            error = self._handle(due.event)
            if error:
                due.postpone(error, timezone.now())
            else:
                due.delete()

    def _read_on(self, place: Place) -> None:
        while not self.stopping:
            events = list(Event.objects.tail(place.cursor, BATCH))
            if not events:
                return
            for event in events:
                if self.stopping:
                    return
                if self.follower.wants(event):
                    self._take(place, event)
            if place.cursor < events[-1].pk:
                self._advance(place, events[-1])

    def _take(self, place: Place, event: Event) -> None:
        """Hand one event over, or put it aside; then, and only then, the cursor passes it."""
        later = event.effective_at > timezone.now()
        error = "" if later else self._handle(event)
        aside = Due(follower=place, event=event, at=event.effective_at)
        with transaction.atomic():
            self._advance(place, event)
            if later:
                aside.save()
            elif error:
                aside.postpone(error, timezone.now())

    def _handle(self, event: Event) -> str:
        """Return what went wrong, empty where nothing did."""
        try:
            self.follower.handle(event)
        except Exception as error:
            log.exception("%s could not act on event %s; it will try again.", self.name, event.pk)
            return f"{type(error).__name__}: {error}"
        return ""

    def _advance(self, place: Place, event: Event) -> None:
        self._keep(place, cursor=event.pk, ran_at=timezone.now())
        place.cursor = event.pk

    def _keep(self, place: Place, **changes: Any) -> None:
        """Prolong the lease, and change the row where it stands as we read it."""
        mine = self._places.filter(holder=self.holder, cursor=place.cursor)
        if not mine.claim(self.holder, timezone.now(), **changes):
            raise LeaseLost
