from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from newsroom.backups.create import backups
from newsroom.backups.naming import in_the_future
from newsroom.backups.refusals import Refusal
from newsroom.backups.targets import Target
from newsroom.backups.targets import target as open_target


class TargetCommand(BaseCommand):
    """A command upon the place where backups lie.

    It names those that a wrong clock has dated, and whatever goes wrong with disks, buckets,
    programs and the database ends in a sentence.
    """

    requires_system_checks = ()  # A backup is made and tried whatever else is wrong.
    failure = ""  # how the sentence about a file begins

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", help="a folder by its full path, or s3://bucket/prefix")

    def handle(self, *, target: str, **options: Any) -> str:
        try:
            place = open_target(target)
            self._warn(in_the_future(backups(place)))
            return self.act(place, **options)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{self.failure}: {_words(error)}.") from error
        except (Error, connection.Database.Error) as error:
            raise CommandError(f"The database does not answer: {str(error).strip()}") from error

    def act(self, target: Target, **options: Any) -> str:
        """Do the work; returns the sentence to print."""
        raise NotImplementedError

    def _warn(self, ahead: list[str]) -> None:
        for name in ahead:
            self.stderr.write(
                f"{name} lies in the future: a clock was wrong when it was made, or is now. "
                "The newest is the one with the highest number at the end of its name."
            )


def _words(error: OSError) -> str:
    """The error without its number."""
    words = error.strerror or str(error)
    return f"{error.filename}: {words}" if error.filename else words
