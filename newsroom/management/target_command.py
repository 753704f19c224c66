from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from newsroom.backups.create import backups
from newsroom.backups.naming import in_the_future
from newsroom.backups.refusals import Refusal
from newsroom.backups.targets import Target
from newsroom.backups.targets import target as open_target


class TargetCommand(BaseCommand):
    """A command upon the folder or bucket where backups lie.

    It names those that a wrong clock has dated, and whatever goes wrong with disks, buckets,
    programs and the database ends in a sentence.
    """

    requires_system_checks = ()  # A backup is made and tried whatever else is wrong.
    failure = ""  # how the sentence about a file begins

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "target", help="a folder by its full path, or s3://bucket/prefix"
        )

    def handle(self, *, target: str, **options: Any) -> str:
        try:
            opened = open_target(target)
            for name in in_the_future(backups(opened)):
                self.stderr.write(
                    f"{name} lies in the future: a clock was wrong when it was made, or is now. "
                    "The newest is the one with the highest number at the end of its name."
                )
            return self.act(opened, **options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            sentence = error.strerror or str(error)  # without its number
            if error.filename:
                sentence = f"{error.filename}: {sentence}"
            raise CommandError(f"{self.failure}: {sentence}.") from error
        except (Error, connection.Database.Error) as error:
            raise CommandError(
                f"The database does not answer: {str(error).strip()}"
            ) from error

    def act(self, target: Target, **options: Any) -> str:
        """Do the work; returns the sentence to print."""
        raise NotImplementedError
