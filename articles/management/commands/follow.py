"""The program beside the web server that follows the event log."""

import signal
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.delivery.registry import enrol, workers
from articles.delivery.runner import Runner, run_once


class Command(BaseCommand):
    help = "Follow the event log until told to stop: tell WebSub hubs, delete ended photos' files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is due and end, for cron"
        )
        parser.add_argument("--parent", type=int, help="end when this process has ended")

    def handle(self, *, once: bool, parent: int | None, **options: Any) -> str | None:
        enrol()
        if once:
            run_once(workers(burst=timedelta()))
            return "All that was due is done, or waits to be tried again."
        runner = Runner(workers(), parent)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: runner.stop())
        runner.run()
        return None
