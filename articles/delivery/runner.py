"""Running workers: once, or side by side until told to stop."""

import logging
import os
import threading
import time
from collections.abc import Sequence

from django.db import close_old_connections, connection

from .worker import Worker

POLL = 0.4  # seconds; one small query a worker
LONGEST_REST = 30.0  # seconds, while the database is away
GRACE = 8.0  # seconds that an item may take to end
log = logging.getLogger(__name__)


def run_once(workers: Sequence[Worker]) -> None:
    """Do whatever is due, then return; what fails is left for the next time."""
    # A list: what one has done may be work for another, so each is asked in every round.
    while any([worker.step() for worker in workers]):
        pass


class Runner:
    """A thread for each worker, so that a slow one keeps none of the others waiting."""

    def __init__(self, workers: Sequence[Worker], parent: int | None = None) -> None:
        self.workers, self.parent = workers, parent
        self.stopping = False
        self.did_work = threading.Condition()

    def stop(self) -> None:
        """End after the present items. Takes no lock, so a signal handler may call it."""
        self.stopping = True
        for worker in self.workers:
            worker.stop()

    def run(self) -> None:
        """Return when all have ended after `stop`, or after the death of the parent process."""
        threads = [
            threading.Thread(
                target=self._loop, args=[worker], name=worker.name, daemon=True
            )
            for worker in self.workers
        ]
        for thread in threads:
            thread.start()
        while not self.stopping:
            time.sleep(0.2)
            if self.parent and os.getppid() != self.parent:
                self.stop()
        self._wake_all()
        for thread in threads:
            thread.join(GRACE)

    def _loop(self, worker: Worker) -> None:
        rest = POLL
        while not self.stopping:
            try:
                close_old_connections()
                rest = POLL
                if worker.step():
                    # It may be work for another, who need not wait for its next look.
                    self._wake_all()
                    continue
            except Exception:
                rest = min(rest * 2, LONGEST_REST)
                log.exception("%s failed; it goes on in %.0f seconds.", worker.name, rest)
                connection.close()
            with self.did_work:
                self.did_work.wait(rest)
        connection.close()

    def _wake_all(self) -> None:
        with self.did_work:
            self.did_work.notify_all()
