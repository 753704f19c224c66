"""Restoring a backup into an empty newsroom, and proving that it could be."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DEFAULT_DB_ALIAS, connections

from newsroom.config.squash import LAST_BEFORE_SQUASH, TABLES_OF_BEFORE

from . import media
from .create import Progress, load_manifest
from .databases import database
from .manifest import DATABASE, BackupFile, Manifest
from .refusals import BadBackup, NotEmpty, NotWritten, size
from .targets import Target
from .workspace import FULL, workspace


def restore(source: Target, name: str = "", *, progress: Progress) -> tuple[str, Manifest]:
    """Fill this newsroom's database and storage. Raises Refusal, OSError."""
    name, manifest = load_manifest(source, name)
    _refuse_other_engine(manifest)
    _refuse_older_schema(manifest)
    if not database().is_empty():
        raise NotEmpty("The database is not empty: restore into a new one.")
    if not media.is_empty():
        raise NotEmpty(
            "There are photos already: restore into an empty MEDIA_ROOT or bucket."
        )
    with workspace(source.disk(), lambda: _space_needed(manifest)) as folder:
        passing = folder / "file"
        for photo in progress(list(manifest.media), "Photos"):
            _fetch(source, photo, passing, manifest.media[photo])
            _store(photo, passing, manifest)
        # The database last: a newsroom whose restoring was cut short has no story yet.
        _fetch(source, f"{name}/{DATABASE}", passing, manifest.database)
        database().load(passing)
    return name, manifest


def verify(source: Target, name: str = "", *, progress: Progress) -> tuple[str, Manifest]:
    """Restore a backup to a temporary place and compare every part. Raises Refusal, OSError."""
    name, manifest = load_manifest(source, name)
    _refuse_other_engine(manifest)
    with workspace(source.disk(), lambda: _space_needed(manifest)) as folder:
        passing = folder / "file"
        for photo in progress(list(manifest.media), "Photos"):
            _fetch(source, photo, passing, manifest.media[photo])
        _fetch(source, f"{name}/{DATABASE}", passing, manifest.database)
        rows = database().examine(passing)
    tables = sorted({*rows, *manifest.rows})
    wrong = [table for table in tables if rows.get(table) != manifest.rows.get(table)]
    if wrong:
        raise BadBackup(f"The number of rows differs in {', '.join(wrong)}.")
    return name, manifest


def _fetch(source: Target, name: str, to: Path, facts: BackupFile) -> None:
    source.get(name, to)
    if to.stat().st_size != facts.size or media.digest(to) != facts.sha256:
        raise BadBackup(f"{name} is damaged.")


def _store(photo: str, passing: Path, manifest: Manifest) -> None:
    try:
        media.store(photo, passing)
    except (OSError, SuspiciousOperation) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise NotWritten(
                settings.MEDIA_ROOT, error.strerror, _space_needed(manifest)
            ) from error
        raise BadBackup(f"{photo} could not be stored: {error}.") from error


def _space_needed(manifest: Manifest) -> str:
    photos = sum(file.size for file in manifest.media.values())
    return f"The database takes {size(manifest.database.size)}, all photos {size(photos)}"


def _refuse_older_schema(manifest: Manifest) -> None:
    if older := sorted(TABLES_OF_BEFORE & manifest.rows.keys()):
        raise BadBackup(
            f"This backup is older than our first migrations, for it has {older[0]}: restore it "
            f"with the code of commit {LAST_BEFORE_SQUASH}, run `migrate` there, back up anew."
        )


def _refuse_other_engine(manifest: Manifest) -> None:
    here = connections[DEFAULT_DB_ALIAS].vendor
    if manifest.engine != here:
        raise BadBackup(
            f"This is a backup of {manifest.engine}, and DATABASE_URL names {here}."
        )
