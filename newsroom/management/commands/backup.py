from typing import Any

from django.core.management.base import CommandError, CommandParser

from newsroom.backups.create import make
from newsroom.backups.targets import Target
from newsroom.management.progress import bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = "Back up database and photos to a folder or s3://bucket/prefix, while editors work."
    failure = "The backup could not be written"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--keep", type=int, default=14, help="newest backups kept; default 14")

    def act(self, target: Target, *, keep: int, **options: Any) -> str:
        if keep < 1:
            raise CommandError("--keep takes a number from 1 on.")
        name, made = make(target, progress=bar, keep=keep)
        return f"{name}: {sum(made.rows.values())} rows, {len(made.media)} photo files."
