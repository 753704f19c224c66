import logging
import signal
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.backups.replica import NotPossible, Replica
from newsroom.backups.targets import target as open_target

REST = 10  # seconds after a copy that failed
log = logging.getLogger("newsroom.replica")


class Command(BaseCommand):
    help = (
        "Keep a copy of SQLite and photos in a folder or s3://bucket/prefix, made at each change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a folder, or s3://bucket/prefix, of its own")
        parser.add_argument("--every", type=float, default=5, help="seconds; default 5")
        parser.add_argument("--once", action="store_true", help="copy now and end")

    def handle(self, *, target: str, every: float, once: bool, **options: Any) -> str | None:
        if every <= 0:
            raise CommandError("--every takes a number of seconds above 0.")
        try:
            replica = Replica(open_target(target), progress=_silently)
            if once:
                return f"{replica.copy()} is the newest moment."
        except (NotPossible, OSError) as error:
            raise CommandError(str(error)) from error
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: replica.stop())
        while not replica.stopped.is_set():
            try:
                replica.run(every=every)
            except Exception:  # A full disk, a bucket that is gone: it may be back.
                log.exception("The replica could not be written.")
                replica.stopped.wait(REST)
        return None


def _silently(names: Iterable[str], what: str) -> Iterable[str]:
    return names
