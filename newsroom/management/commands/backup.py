import subprocess
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.backups.making import make
from newsroom.backups.manifest import BadBackup
from newsroom.backups.targets import target as open_target
from newsroom.management.progress import bar


class Command(BaseCommand):
    help = "Back up database and photos to a folder or s3://bucket/prefix, while editors work."
    requires_system_checks = ()  # A backup is made and tried whatever else is wrong.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a folder, or s3://bucket/prefix")
        parser.add_argument("--keep", type=int, default=14, help="newest backups kept; default 14")

    def handle(self, *, target: str, keep: int, **options: Any) -> str:
        if keep < 1:
            raise CommandError("--keep takes a number from 1 on.")
        try:
            name, made = make(open_target(target), progress=bar, keep=keep)
        except subprocess.CalledProcessError as error:
            raise CommandError(f"{error.cmd[0]} failed: {error.stderr.strip()}") from error
        except BadBackup as fault:
            raise CommandError(f"The backup is made, but old photos were kept: {fault}") from fault
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}") from error
        return f"{name}: {sum(made.rows.values())} rows, {len(made.media)} photo files."
