import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.management.repairs import SUBJECTS, Order, repair

MOST = 8


class Command(BaseCommand):
    help = (
        "Make derived things anew: months, search, renditions, media; without a name all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subjects", nargs="*", metavar="SUBJECT")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is wrong, change nothing"
        )
        parser.add_argument(
            "--by", metavar="USER", help="renditions: who the history names"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="renditions: how many photos are made at a time",
        )
        parser.add_argument(
            "--sweep",
            action="store_true",
            help="media: remove orphans, and files that newer ones have replaced, after a day",
        )

    def handle(self, *args: Any, **options: Any) -> str:
        order = Order(
            dry_run=options["dry_run"],
            by=options["by"],
            processes=max(1, min(MOST, options["processes"])),
            sweep=options["sweep"],
            say=self.stdout.write,
            complain=self.stderr.write,
        )
        results, failures = repair(options["subjects"] or list(SUBJECTS), order)
        if failures:
            for sentence in results:
                self.stdout.write(sentence)
            raise CommandError("\n".join(failures))
        return "\n".join(results)
