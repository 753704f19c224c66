from typing import Any

from django.core.management.base import CommandError, CommandParser

from newsroom.backups.refusals import BadBackup
from newsroom.backups.restore import verify
from newsroom.backups.targets import Target
from newsroom.management.progress import progress_bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = (
        "Restore a backup to a temporary place and compare every row count and every byte."
    )
    failure = "The backup could not be verified"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--backup", default="", help="its name; default: the newest")

    def act(self, target: Target, *, backup: str, **options: Any) -> str:
        try:
            name, manifest = verify(target, backup, progress=progress_bar)
        except BadBackup as fault:
            raise CommandError(f"The backup is NOT good. {fault}") from fault
        rows, photos = sum(manifest.rows.values()), len(manifest.media)
        return f"{name} is good: {rows} rows, {photos} photo files, every byte as written."
