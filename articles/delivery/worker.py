"""What the program `follow` runs side by side: workers, each in a thread of its own."""

import logging
import secrets
from typing import Any, Protocol

from django.utils import timezone

from articles.models.follower import LeasedQuerySet

log = logging.getLogger(__name__)


class Worker(Protocol):
    """Something that is asked again and again whether it has work."""

    name: str

    def step(self) -> bool:
        """Do what is due; true where there was something."""
        ...

    def stop(self) -> None:
        """Finish the present item and return from `step`."""
        ...


class LeaseLost(Exception):
    """Another process has taken over: the present one held the row for too long."""


class LeasedWorker:
    """Works through what one row has due; of all processes one at a time."""

    def __init__(self, name: str, rows: LeasedQuerySet) -> None:
        self.name = name
        self.rows = rows  # the one of this worker
        self.holder = secrets.token_hex(8)
        self.stopping = False

    def stop(self) -> None:
        self.stopping = True

    def step(self) -> bool:
        at = timezone.now()
        row = self.rows.with_work(at).first()
        if row is None or not self.rows.claim(self.holder, at):
            return False
        try:
            # Another process may have moved on between the query and the claim.
            row.refresh_from_db()
            self.work(row)
        except LeaseLost:
            log.warning("%s: another process has taken over.", self.name)
        finally:
            self.rows.release(self.holder)
        return True

    def work(self, row: Any) -> None:
        raise NotImplementedError

    def _extend_lease(self, rows: LeasedQuerySet, **changes: Any) -> None:
        """Hold the row for longer and change it; raises LeaseLost where it is no longer ours."""
        if not rows.filter(holder=self.holder).claim(
            self.holder, timezone.now(), **changes
        ):
            raise LeaseLost
