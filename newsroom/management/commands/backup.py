from typing import Any

from django.core.management.base import CommandError, CommandParser

from newsroom.backups.create import make
from newsroom.backups.targets import Target
from newsroom.management.progress import progress_bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = (
        "Back up database and photos to a folder or s3://bucket/prefix, while editors work."
    )
    failure = "The backup could not be written"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--keep",
            type=int,
            default=14,
            dest="keep_last",
            help="newest backups kept; default 14",
        )

    def act(self, target: Target, *, keep_last: int, **options: Any) -> str:
        if keep_last < 1:
            raise CommandError("--keep takes a number from 1 on.")
        name, manifest = make(target, progress=progress_bar, keep_last=keep_last)
        return f"{name}: {sum(manifest.rows.values())} rows, {len(manifest.media)} photo files."
