from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from newsroom.backups.making import backups
from newsroom.backups.naming import in_the_future
from newsroom.backups.targets import Target
from newsroom.backups.targets import target as open_target


class TargetCommand(BaseCommand):
    """A command upon the place where backups lie; it names those that a wrong clock has dated."""

    requires_system_checks = ()  # A backup is made and tried whatever else is wrong.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a folder, or s3://bucket/prefix")

    def handle(self, *, target: str, **options: Any) -> str:
        place = open_target(target)
        self._warn(in_the_future(backups(place)))
        return self.act(place, **options)

    def act(self, target: Target, **options: Any) -> str:
        """Do the work; returns the sentence to print."""
        raise NotImplementedError

    def _warn(self, ahead: list[str]) -> None:
        for name in ahead:
            self.stderr.write(
                f"{name} lies in the future: a clock was wrong when it was made, or is now. "
                "The newest is the one with the highest number at the end of its name."
            )
