import subprocess
from typing import Any

from django.core.management.base import CommandError, CommandParser

from newsroom.backups.manifest import BadBackup
from newsroom.backups.restoring import NotEmpty, restore
from newsroom.backups.targets import Target
from newsroom.management.progress import bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = "Restore a backup into an empty database and an empty storage."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--backup", default="", help="its name; default: the newest")

    def act(self, target: Target, *, backup: str, **options: Any) -> str:
        try:
            name, made = restore(target, backup, progress=bar)
        except (BadBackup, NotEmpty) as refusal:
            raise CommandError(str(refusal)) from refusal
        except subprocess.CalledProcessError as error:
            raise CommandError(f"{error.cmd[0]} failed: {error.stderr.strip()}") from error
        return (
            f"Restored {name}: {sum(made.rows.values())} rows, {len(made.media)} photo files. "
            "Run now: `manage.py migrate`, in case the code is newer, `manage.py collectstatic "
            "--noinput`, without which no page is shown, and `manage.py check --deploy`."
        )
