from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.desk.log import sitemap_months


class Command(BaseCommand):
    help = "Count the months of the sitemap index anew from the editions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, change nothing")

    def handle(self, *args: Any, **options: Any) -> str:
        if options["dry_run"]:
            return f"Would count {len(sitemap_months.found())} months."
        count = sitemap_months.rebuild(progress=self._tell if options["verbosity"] > 1 else None)
        return f"Counted {count} months."

    def _tell(self, month: int) -> None:
        self.stderr.write(f"{month}")
