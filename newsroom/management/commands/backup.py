import subprocess
from typing import Any

from django.core.management.base import CommandError, CommandParser

from newsroom.backups.making import make
from newsroom.backups.manifest import BadBackup
from newsroom.backups.targets import Target
from newsroom.management.progress import bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = "Back up database and photos to a folder or s3://bucket/prefix, while editors work."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--keep", type=int, default=14, help="newest backups kept; default 14")

    def act(self, target: Target, *, keep: int, **options: Any) -> str:
        if keep < 1:
            raise CommandError("--keep takes a number from 1 on.")
        try:
            name, made = make(target, progress=bar, keep=keep)
        except subprocess.CalledProcessError as error:
            raise CommandError(f"{error.cmd[0]} failed: {error.stderr.strip()}") from error
        except BadBackup as fault:
            raise CommandError(f"The backup is made, but old photos were kept: {fault}") from fault
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}") from error
        return f"{name}: {sum(made.rows.values())} rows, {len(made.media)} photo files."
