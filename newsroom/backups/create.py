"""Making a backup, and removing the oldest."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from . import manifest as manifests
from . import media, naming
from .databases import Database, database
from .manifest import DATABASE, MOST_BYTES, NAME, BackupFile, Manifest
from .refusals import BadBackup, Refusal, size
from .targets import Target
from .workspace import workspace

Progress = Callable[[Iterable[str], str], Iterable[str]]


def make(to: Target, *, progress: Progress, keep_last: int) -> tuple[str, Manifest]:
    """Make a backup and return its name and manifest; keep the newest `keep_last` of the target.

    The database first, then the photos: files are written before the rows that name them, so
    every photo of the snapshot is there, unless it was ended meanwhile. Raises Refusal, OSError.
    """
    live = database()
    if live.is_empty():
        raise Refusal("The database that DATABASE_URL names is empty: nothing to back up.")
    moment = timezone.now()
    existing = {file.split("/")[0] for file in to.names()}
    name = naming.next_name(existing, moment)
    with workspace(to.disk(), lambda: _space_needed(live, to)) as folder:
        dump = folder / DATABASE
        rows = live.dump(dump)
        manifest = Manifest(
            moment.isoformat(),
            engine=connections[DEFAULT_DB_ALIAS].vendor,
            database=BackupFile(dump.stat().st_size, media.digest(dump)),
            rows=rows,
            media=_copy_media(to, folder / "photo", progress),
        )
        written = folder / NAME
        written.write_bytes(manifests.write(manifest))
        # Both at the end: what was cut short leaves photos for the next one, and no database.
        to.put(f"{name}/{DATABASE}", dump)
        to.put(f"{name}/{NAME}", written)
    try:
        # For `manage.py doctor`, which asks how old the newest backup is.
        status = {"name": name, "made_at": manifest.made_at}
        settings.BACKUP_STATUS_FILE.parent.mkdir(parents=True, exist_ok=True)
        settings.BACKUP_STATUS_FILE.write_text(json.dumps(status))
        _prune(to, keep_last, just_made=name)
    except (Refusal, OSError) as fault:
        raise Refusal(
            f"{name} is made, but what is old was not removed: {fault}"
        ) from fault
    return name, manifest


def backups(of: Target) -> list[str]:
    """Names of the complete backups of a target, as they were made: the newest last."""
    manifest_names = (name for name in of.names() if name.endswith(f"/{NAME}"))
    return naming.in_order(name.removesuffix(f"/{NAME}") for name in manifest_names)


def load_manifest(of: Target, name: str = "") -> tuple[str, Manifest]:
    """The manifest of a backup, of the newest without a name. Raises BadBackup."""
    existing = backups(of)
    if name and name not in existing:
        raise BadBackup(f"There is no backup {name} here.")
    if not existing:
        raise BadBackup("There is no backup here.")
    name = name or existing[-1]
    with workspace(of.disk(), lambda: "The manifest is small") as folder:
        to = folder / NAME
        of.get(f"{name}/{NAME}", to)
        if to.stat().st_size > MOST_BYTES:
            raise BadBackup("The manifest is larger than any of ours.")
        return name, manifests.read(to.read_bytes())


def _copy_media(to: Target, passing: Path, progress: Progress) -> dict[str, BackupFile]:
    """Copy the photos that the pool does not have; known ones keep the digest first taken."""
    pool = to.names("media/")
    try:
        known = load_manifest(to)[1].media
    except BadBackup:
        known = {}
    files: dict[str, BackupFile] = {}
    for name in progress(list(media.names()), "Photos"):
        if name in pool and name in known:
            files[name] = known[name]
            continue
        try:
            media.fetch(name, passing)
        except FileNotFoundError:
            continue  # Its photo was ended between the list and now.
        files[name] = BackupFile(passing.stat().st_size, media.digest(passing))
        to.put(name, passing)
    return files


def _space_needed(live: Database, to: Target) -> str:
    pool = to.names("media/")
    photos = sum(media.size(name) for name in media.names() if name not in pool)
    return (
        f"The database takes {size(live.size())}, photos not backed up yet {size(photos)}"
    )


def _prune(to: Target, keep_last: int, *, just_made: str) -> None:
    """Remove all but the newest backups, and the photos that no backup names any more.

    What was just made stays, also where another that began later was ready before it.
    """
    existing = backups(to)
    newest = {just_made, *existing[-keep_last:]}
    old = [name for name in existing if name not in newest]
    for name in old:
        to.delete(f"{name}/{NAME}")  # First, so that half a backup is never taken for one.
        to.delete(f"{name}/{DATABASE}")
    if old:
        named_photos: set[str] = set()
        for name in newest:
            named_photos.update(load_manifest(to, name)[1].media)
        for photo in to.names("media/") - named_photos:
            to.delete(photo)
