"""Files of photos against the rows that name them: missing, changed, orphaned."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from articles.imaging.file_storage import sha256
from articles.models import PastOriginal, Photo, Rendition, RetiredFile

DAY = timedelta(days=1)


class ReportLine(NamedTuple):
    text: str
    is_wrong: bool = True


def examine(
    progress: Callable[..., Iterable], *, sweep: bool, dry_run: bool
) -> Iterator[ReportLine]:
    """Read every file and say what is wrong; `shown` is wrapped around what takes long.

    With `sweep`, what nobody names and what newer files have replaced is removed, a day after;
    with `dry_run` it is only named.
    """
    before = timezone.now() - DAY
    if sweep:
        replaced = RetiredFile.objects.filter(retired_at__lt=before)
        for row in replaced:
            yield _sweep(default_storage, "public", row.name, dry_run)
        if not dry_run:
            replaced.delete()
    originals = dict(PastOriginal.objects.values_list("original", "checksum"))
    originals |= dict(Photo.objects.values_list("original", "checksum"))
    for label, storage, digests in (
        ("public", default_storage, _public()),
        ("private", storages["originals"], originals),
    ):
        for name, checksum in progress(digests.items(), label, unit=" files"):
            if verdict := _verdict(storage, name, checksum):
                yield ReportLine(f"{verdict}: {label}/{name}")
        for name in _orphans(storage, set(digests), before):
            if sweep:
                yield _sweep(storage, label, name, dry_run)
            else:
                yield ReportLine(f"orphaned: {label}/{name}")


def _public() -> dict[str, str]:
    """Names and digests, of older rows none; files of ended photos are gone on purpose."""
    usable = Photo.objects.usable(timezone.now())
    retired = RetiredFile.objects.filter(photo__in=usable)
    renditions = Rendition.objects.filter(photo__in=usable)
    digests = dict.fromkeys(retired.values_list("name", flat=True), "")
    digests |= dict(renditions.values_list("name", "checksum"))
    return digests


def _verdict(storage: Storage, name: str, checksum: str) -> str:
    try:
        with storage.open(name) as file:
            same = not checksum or sha256(file.read()) == checksum
    except FileNotFoundError:
        return "missing"
    return "" if same else "changed"


def _orphans(storage: Storage, names: set[str], before: datetime) -> Iterator[str]:
    """Files of uploads that run now have no row yet: only after a day is one an orphan."""
    for name in list(_walk(storage, "")):
        if name not in names and storage.get_modified_time(name) <= before:
            yield name


def _sweep(storage: Storage, label: str, name: str, dry_run: bool) -> ReportLine:
    if dry_run:
        return ReportLine(f"would be removed: {label}/{name}", is_wrong=False)
    storage.delete(name)
    return ReportLine(f"removed: {label}/{name}", is_wrong=False)


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for inner in folders:
        yield from _walk(storage, f"{folder}{inner}/")
