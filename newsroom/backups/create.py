"""Making a backup, and forgetting the oldest."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from . import manifest as manifests
from . import media, naming
from .databases import Database, database
from .manifest import DATABASE, MOST_BYTES, NAME, File, Manifest
from .refusals import BadBackup, Refusal, size
from .room import room
from .targets import Target

Progress = Callable[[Iterable[str], str], Iterable[str]]


def make(to: Target, *, progress: Progress, keep: int) -> tuple[str, Manifest]:
    """Make a backup and return its name and manifest; keep the newest `keep` of the target.

    The database first, then the photos: files are written before the rows that name them, so
    every photo of the snapshot is there, unless it was ended meanwhile. Raises Refusal, OSError.
    """
    live = database()
    if live.is_empty():
        raise Refusal("The database that DATABASE_URL names is empty: nothing to back up.")
    moment = timezone.now()
    name = naming.next_name({there.split("/")[0] for there in to.names()}, moment)
    with room(to.disk(), lambda: _takes(live, to)) as place:
        dump, written = place / DATABASE, place / NAME
        rows = live.dump(dump)
        facts = File(dump.stat().st_size, media.digest(dump))
        engine = connections[DEFAULT_DB_ALIAS].vendor
        photos = _take_media(to, place / "photo", progress)
        made = Manifest(moment.isoformat(), engine, facts, rows, photos)
        written.write_bytes(manifests.write(made))
        # Both at the end: what was cut short leaves photos for the next one, and no database.
        to.put(f"{name}/{DATABASE}", dump)
        to.put(f"{name}/{NAME}", written)
    try:
        _stamp(name, made)
        _forget(to, keep, just_made=name)
    except (Refusal, OSError) as fault:
        raise Refusal(f"{name} is made, but what is old was not removed: {fault}") from fault
    return name, made


def backups(of: Target) -> list[str]:
    """Names of the complete backups of a target, as they were made: the newest last."""
    found = (name for name in of.names() if name.endswith(f"/{NAME}"))
    return naming.in_order(name.removesuffix(f"/{NAME}") for name in found)


def load_manifest(of: Target, name: str = "") -> tuple[str, Manifest]:
    """The manifest of a backup, of the newest without a name. Raises BadBackup."""
    there = backups(of)
    if not there or (name and name not in there):
        raise BadBackup(f"There is no backup {name} here." if name else "There is no backup here.")
    name = name or there[-1]
    with room(of.disk(), lambda: "The manifest is small") as place:
        to = place / NAME
        of.get(f"{name}/{NAME}", to)
        if to.stat().st_size > MOST_BYTES:
            raise BadBackup("The manifest is larger than any of ours.")
        return name, manifests.read(to.read_bytes())


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


def _takes(live: Database, to: Target) -> str:
    pool = to.names("media/")
    photos = sum(media.size(name) for name in media.names() if name not in pool)
    return f"The database takes {size(live.size())}, photos not backed up yet {size(photos)}"


def _known(to: Target) -> dict[str, File]:
    try:
        return load_manifest(to)[1].media
    except BadBackup:
        return {}


def _forget(to: Target, keep: int, *, just_made: str) -> None:
    """Remove all but the newest backups, and the photos that no backup names any more.

    What was just made stays, also where another that began later was ready before it.
    """
    there = backups(to)
    kept = {just_made, *there[-keep:]}
    old = [name for name in there if name not in kept]
    for name in old:
        to.delete(f"{name}/{NAME}")  # First, so that half a backup is never taken for one.
        to.delete(f"{name}/{DATABASE}")
    if old:
        named = {photo for name in kept for photo in load_manifest(to, name)[1].media}
        for photo in to.names("media/") - named:
            to.delete(photo)


def _stamp(name: str, made: Manifest) -> None:
    """Leave a word for `manage.py doctor`, which asks how old the newest backup is."""
    settings.BACKUP_STATUS_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.BACKUP_STATUS_FILE.write_text(json.dumps({"name": name, "made_at": made.made_at}))
