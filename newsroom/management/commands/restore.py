from typing import Any

from django.core.management.base import CommandParser

from newsroom.backups.restore import restore
from newsroom.backups.targets import Target
from newsroom.management.progress import bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = "Restore a backup into an empty database and an empty storage."
    failure = "The backup could not be restored"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--backup", default="", help="its name; default: the newest")

    def act(self, target: Target, *, backup: str, **options: Any) -> str:
        name, made = restore(target, backup, progress=bar)
        return (
            f"Restored {name}: {sum(made.rows.values())} rows, {len(made.media)} photo files. "
            "Run now: `manage.py migrate`, in case the code is newer, `manage.py collectstatic "
            "--noinput`, without which no page is shown, and `manage.py check --deploy`."
        )
