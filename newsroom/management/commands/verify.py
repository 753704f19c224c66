from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.backups.manifest import BadBackup
from newsroom.backups.restoring import verify
from newsroom.backups.targets import target as open_target
from newsroom.management.progress import bar


class Command(BaseCommand):
    help = "Restore a backup to a temporary place and compare every row count and every byte."
    requires_system_checks = ()  # A backup is made and tried whatever else is wrong.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a folder, or s3://bucket/prefix")
        parser.add_argument("--backup", default="", help="its name; default: the newest")

    def handle(self, *, target: str, backup: str, **options: Any) -> str:
        try:
            name, made = verify(open_target(target), backup, progress=bar)
        except BadBackup as fault:
            raise CommandError(f"The backup is NOT good. {fault}") from fault
        rows, photos = sum(made.rows.values()), len(made.media)
        return f"{name} is good: {rows} rows, {photos} photo files, every byte as written."
