from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.storage import Storage, default_storage, storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from articles.imaging.file_storage import sha256
from articles.models import PastOriginal, Photo, Rendition, RetiredFile

DAY = timedelta(days=1)


class Command(BaseCommand):
    help = "Name missing, changed and orphaned files of photos; --sweep removes old orphans."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sweep",
            action="store_true",
            help="remove orphans, and files that newer ones have replaced, older than a day",
        )

    def handle(self, *args: Any, **options: Any) -> str:
        self.before = timezone.now() - DAY
        if options["sweep"]:
            _forget_retired(self.before)
        wrong = 0
        for label, storage, known in (
            ("public", default_storage, _public()),
            ("private", storages["originals"], _private()),
        ):
            wrong += self._check(label, storage, known)
            wrong += self._orphans(label, storage, set(known), sweep=options["sweep"])
        if wrong:
            raise CommandError(f"{wrong} wrong: see the lines above.")
        return "Every file is there and as it was written."

    def _check(self, label: str, storage: Storage, known: dict[str, str]) -> int:
        wrong = 0
        for name, checksum in tqdm(known.items(), label, unit=" files", disable=None, leave=False):
            verdict = _verdict(storage, name, checksum)
            if verdict:
                wrong += 1
                self.stderr.write(f"{verdict}: {label}/{name}")
        return wrong

    def _orphans(self, label: str, storage: Storage, known: set[str], *, sweep: bool) -> int:
        """Files of uploads that run now have no row yet: only after a day is one an orphan."""
        wrong = 0
        for name in _walk(storage, ""):
            if name in known or storage.get_modified_time(name) > self.before:
                continue
            if sweep:
                storage.delete(name)
                self.stdout.write(f"removed: {label}/{name}")
            else:
                wrong += 1
                self.stderr.write(f"orphaned: {label}/{name}")
        return wrong


def _public() -> dict[str, str]:
    """Names and digests, of older rows none; files of ended photos are gone on purpose."""
    now = timezone.now()
    rows = Rendition.objects.filter(photo__in=Photo.objects.usable(now))
    retired = RetiredFile.objects.filter(photo__in=Photo.objects.usable(now))
    return {name: "" for name in retired.values_list("name", flat=True)} | dict(
        rows.values_list("name", "checksum")
    )


def _private() -> dict[str, str]:
    past = PastOriginal.objects.values_list("original", "checksum")
    return dict(past) | dict(Photo.objects.values_list("original", "checksum"))


def _verdict(storage: Storage, name: str, checksum: str) -> str:
    try:
        with storage.open(name) as file:
            same = not checksum or sha256(file.read()) == checksum
    except FileNotFoundError:
        return "missing"
    return "" if same else "changed"


def _forget_retired(before: Any) -> None:
    old = RetiredFile.objects.filter(retired_at__lt=before)
    for row in old:
        default_storage.delete(row.name)
    old.delete()


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for inner in folders:
        yield from _walk(storage, f"{folder}{inner}/")
