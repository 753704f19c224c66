"""Making a backup, and forgetting the oldest."""

import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from . import manifest as manifests
from . import media
from .databases import database
from .manifest import DATABASE, MOST_BYTES, NAME, BadBackup, File, Manifest
from .targets import Target

Progress = Callable[[Iterable[str], str], Iterable[str]]


def make(to: Target, *, progress: Progress, keep: int) -> tuple[str, Manifest]:
    """Make a backup and return its name and manifest; keep the newest `keep` of the target.

    The database first, then the photos: files are written before the rows that name them, so
    every photo of the snapshot is there, unless it was ended meanwhile.
    """
    name = _free_name(to)
    with tempfile.TemporaryDirectory(prefix="newsroom-backup-") as place:
        dump, written = Path(place) / DATABASE, Path(place) / NAME
        made_at = timezone.now().isoformat()
        rows = database().dump(dump)
        facts = File(dump.stat().st_size, media.digest(dump))
        to.put(f"{name}/{DATABASE}", dump)
        engine = connections[DEFAULT_DB_ALIAS].vendor
        photos = _take_media(to, Path(place) / "photo", progress)
        made = Manifest(made_at, engine, facts, rows, photos)
        written.write_bytes(manifests.write(made))
        to.put(f"{name}/{NAME}", written)
    _stamp(name, made)
    _forget(to, keep)
    return name, made


def backups(of: Target) -> list[str]:
    """Names of the complete backups of a target, the newest last."""
    found = of.names()
    return sorted(name.removesuffix(f"/{NAME}") for name in found if name.endswith(f"/{NAME}"))


def load_manifest(of: Target, name: str = "") -> tuple[str, Manifest]:
    """The manifest of a backup, of the newest without a name. Raises BadBackup."""
    there = backups(of)
    if not there or (name and name not in there):
        raise BadBackup(f"There is no backup {name} here." if name else "There is no backup here.")
    name = name or there[-1]
    with tempfile.TemporaryDirectory(prefix="newsroom-backup-") as place:
        to = Path(place) / NAME
        of.get(f"{name}/{NAME}", to)
        if to.stat().st_size > MOST_BYTES:
            raise BadBackup("The manifest is larger than any of ours.")
        return name, manifests.read(to.read_bytes())


def _free_name(to: Target) -> str:
    stamp = timezone.now().strftime("newsroom-%Y%m%dT%H%M%SZ")
    taken = {name.split("/")[0] for name in to.names()}
    return next(
        name for name in (stamp, *(f"{stamp}-{n}" for n in range(2, 100))) if name not in taken
    )


def _take_media(to: Target, passing: Path, progress: Progress) -> dict[str, File]:
    """Copy the photos that the pool does not have; known ones keep the digest first taken."""
    pool, known = to.names("media/"), _known(to)
    found: dict[str, File] = {}
    for name in progress(list(media.names()), "Photos"):
        if name in pool and name in known:
            found[name] = known[name]
            continue
        try:
            media.fetch(name, passing)
        except FileNotFoundError:
            continue  # Its photo was ended between the list and now.
        found[name] = File(passing.stat().st_size, media.digest(passing))
        to.put(name, passing)
    return found


def _known(to: Target) -> dict[str, File]:
    try:
        return load_manifest(to)[1].media
    except BadBackup:
        return {}


def _forget(to: Target, keep: int) -> None:
    """Remove all but the newest backups, and the photos that no backup names any more."""
    there = backups(to)
    old, kept = there[:-keep], there[-keep:]
    for name in old:
        to.delete(f"{name}/{NAME}")  # First, so that half a backup is never taken for one.
        to.delete(f"{name}/{DATABASE}")
    if old:
        named = {photo for name in kept for photo in load_manifest(to, name)[1].media}
        for photo in to.names("media/") - named:
            to.delete(photo)


def _stamp(name: str, made: Manifest) -> None:
    """Leave a word for `manage.py doctor`, which asks how old the newest backup is."""
    settings.BACKUP_STAMP.parent.mkdir(parents=True, exist_ok=True)
    settings.BACKUP_STAMP.write_text(json.dumps({"name": name, "made_at": made.made_at}))
