"""Why a backup is not made, verified or restored, each in a sentence for the operator."""

import shutil
from pathlib import Path

from django.template.defaultfilters import filesizeformat


class Refusal(Exception):
    """Its message is what the command says."""


class BadTarget(Refusal):
    """Backups can't lie at this address."""


class BadBackup(Refusal):
    """A backup is missing, incomplete or not what was written; the message says which part."""


class NotEmpty(Refusal):
    """There is something where the backup would go; nothing was touched."""


class NoBucket(Refusal):
    """A bucket does not answer or refuses us."""


class ProgramFailed(Refusal):
    """A program of PostgreSQL has ended with an error."""


class NotWritten(Refusal):
    """A folder could not be written, most often because its disk is full."""

    def __init__(self, folder: Path, why: str, needed: str) -> None:
        free = size(shutil.disk_usage(folder).free)
        super().__init__(
            f"{folder} could not be written: {why}. {needed}; {free} are free there."
        )


def size(number: int) -> str:
    return filesizeformat(number).replace("\xa0", " ")
