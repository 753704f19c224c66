from typing import Any

from django.core.management.base import CommandParser

from newsroom.backups.restore import restore
from newsroom.backups.targets import Target
from newsroom.management.progress import progress_bar
from newsroom.management.target_command import TargetCommand


class Command(TargetCommand):
    help = "Restore a backup into an empty database and an empty storage."
    failure = "The backup could not be restored"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--backup", default="", help="its name; default: the newest")

    def act(self, target: Target, *, backup: str, **options: Any) -> str:
        name, manifest = restore(target, backup, progress=progress_bar)
        rows, photos = sum(manifest.rows.values()), len(manifest.media)
        return (
            f"Restored {name}: {rows} rows, {photos} photo files. "
            "Run now: `manage.py migrate`, in case the code is newer, `manage.py collectstatic "
            "--noinput`, without which no page is shown, and `manage.py check --deploy`."
        )
