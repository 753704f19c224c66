"""Running lanes: once, or side by side until told to stop."""

import logging
import os
import threading
import time
from collections.abc import Sequence

from django.db import close_old_connections, connection

from .worker import Lane

POLL = 0.4  # seconds; one small query a lane
LONGEST_REST = 30.0  # seconds, while the database is away
GRACE = 8.0  # seconds that an item may take to end
log = logging.getLogger(__name__)


def run_once(lanes: Sequence[Lane]) -> None:
    """Do whatever is due, then return; what fails is left for the next time."""
    while any([lane.step() for lane in lanes]):
        pass


class Runner:
    """A thread for each lane, so that a slow one keeps none of the others waiting."""

    def __init__(self, lanes: Sequence[Lane], parent: int | None = None) -> None:
        self.lanes, self.parent = lanes, parent
        self.stopping = False
        self.moved = threading.Condition()

    def stop(self) -> None:
        """End after the present items. Takes no lock, so a signal handler may call it."""
        self.stopping = True
        for lane in self.lanes:
            lane.stop()

    def run(self) -> None:
        """Return when all have ended after `stop`, or after the death of the parent process."""
        threads = [
            threading.Thread(target=self._loop, args=[lane], name=lane.name, daemon=True)
            for lane in self.lanes
        ]
        for thread in threads:
            thread.start()
        while not self.stopping:
            time.sleep(0.2)
            if self.parent and os.getppid() != self.parent:
                self.stop()
        self._wake_others()
        for thread in threads:
            thread.join(GRACE)

    def _loop(self, lane: Lane) -> None:
        rest = POLL
        while not self.stopping:
            try:
                close_old_connections()
                rest = POLL
                if lane.step():
                    self._wake_others()
                    continue
            except Exception:
                rest = min(rest * 2, LONGEST_REST)
                log.exception("%s failed; it goes on in %.0f seconds.", lane.name, rest)
                connection.close()
            self._wait(rest)
        connection.close()

    def _wake_others(self) -> None:
        """What one lane did may be work for another: it need not wait for its next look."""
        with self.moved:
            self.moved.notify_all()

    def _wait(self, seconds: float) -> None:
        with self.moved:
            self.moved.wait(seconds)
