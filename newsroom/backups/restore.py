"""Restoring a backup into an empty newsroom, and proving that it could be."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DEFAULT_DB_ALIAS, connections

from . import media
from .create import Progress, load_manifest
from .databases import database
from .manifest import DATABASE, File, Manifest
from .refusals import BadBackup, NotEmpty, NotWritten, size
from .room import FULL, room
from .targets import Target


def restore(source: Target, name: str = "", *, progress: Progress) -> tuple[str, Manifest]:
    """Fill this newsroom's database and storage. Raises Refusal, OSError."""
    name, made = load_manifest(source, name)
    _refuse_other_engine(made)
    if not database().is_empty():
        raise NotEmpty("The database is not empty: restore into a new one.")
    if not media.is_empty():
        raise NotEmpty("There are photos already: restore into an empty MEDIA_ROOT or bucket.")
    with room(source.disk(), lambda: _takes(made)) as place:
        passing = place / "file"
        for photo in progress(list(made.media), "Photos"):
            _fetch(source, photo, passing, made.media[photo])
            _keep(photo, passing, made)
        # The database last: a newsroom whose restoring was cut short has no story yet.
        _fetch(source, f"{name}/{DATABASE}", passing, made.database)
        database().load(passing)
    return name, made


def verify(source: Target, name: str = "", *, progress: Progress) -> tuple[str, Manifest]:
    """Restore a backup to a temporary place and compare every part. Raises Refusal, OSError."""
    name, made = load_manifest(source, name)
    _refuse_other_engine(made)
    with room(source.disk(), lambda: _takes(made)) as place:
        passing = place / "file"
        for photo in progress(list(made.media), "Photos"):
            _fetch(source, photo, passing, made.media[photo])
        _fetch(source, f"{name}/{DATABASE}", passing, made.database)
        found = database().examine(passing)
    if found != made.rows:
        wrong = sorted(table for table in {*found, *made.rows} if _differ(table, found, made.rows))
        raise BadBackup(f"The number of rows differs in {', '.join(wrong)}.")
    return name, made


def _differ(table: str, found: dict[str, int], written: dict[str, int]) -> bool:
    return found.get(table) != written.get(table)


def _fetch(source: Target, name: str, to: Path, facts: File) -> None:
    source.get(name, to)
    if to.stat().st_size != facts.size or media.digest(to) != facts.sha256:
        raise BadBackup(f"{name} is damaged.")


def _keep(photo: str, passing: Path, made: Manifest) -> None:
    try:
        media.keep(photo, passing)
    except (OSError, SuspiciousOperation) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise NotWritten(settings.MEDIA_ROOT, error.strerror, _takes(made)) from error
        raise BadBackup(f"{photo} could not be stored: {error}.") from error


def _takes(made: Manifest) -> str:
    photos = sum(file.size for file in made.media.values())
    return f"The database takes {size(made.database.size)}, all photos {size(photos)}"


def _refuse_other_engine(made: Manifest) -> None:
    here = connections[DEFAULT_DB_ALIAS].vendor
    if made.engine != here:
        raise BadBackup(f"This is a backup of {made.engine}, and DATABASE_URL names {here}.")
