import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone
from tqdm import tqdm

from articles import desk
from articles.desk.photos.rendition_files import missing, outdated, source_of, superfluous
from articles.imaging.decode import BadPhoto
from articles.models import Photo, SiteSettings
from articles.permissions import may

MOST = 8


class Command(BaseCommand):
    help = "Make public files of photos that are missing or outdated; may be stopped and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, metavar="USER", help="who the history names")
        parser.add_argument("--processes", type=int, default=min(MOST, os.cpu_count() or 1))
        parser.add_argument("--dry-run", action="store_true", help="say what would be made")

    def handle(self, *args: Any, **options: Any) -> str:
        by = get_user_model().objects.called(options["by"])
        if by is None or not may(by, "replace_photo"):
            raise CommandError(f"{options['by']} is nobody who may do this.")
        found = list(self._found())
        if options["dry_run"]:
            return f"{_photos(len(found))} would get new files."
        done: Counter[str] = Counter()
        for pk, refusal in _each(found, by.pk, max(1, min(MOST, options["processes"]))):
            done["failed" if refusal else "made"] += 1
            if refusal:
                self.stderr.write(f"Photo {pk}: {refusal}")
        if done["failed"]:
            raise CommandError(f"{_photos(done['failed'])} could not be renewed: see above.")
        return f"{_photos(done['made'])} got new files."

    def _found(self) -> Iterator[int]:
        """What a run before has made is not found again: so it goes on where it was stopped."""
        site = SiteSettings.load()
        photos = Photo.objects.for_page(timezone.now()).order_by("pk")
        total = photos.count()
        walk = photos.iterator(chunk_size=500)
        for photo in tqdm(walk, "looking", total, unit=" photos", disable=None, leave=False):
            source = source_of(photo, site)
            if outdated(photo, source) or superfluous(photo, source) or missing(photo):
                yield photo.pk


def _each(photos: list[int], by: int, processes: int) -> Iterable[tuple[int, str]]:
    shown = {"total": len(photos), "unit": " photos", "disable": None, "leave": False}
    if processes == 1 or len(photos) < 2:
        yield from tqdm((_renewed(pk, by) for pk in photos), "making", **shown)
        return
    connections.close_all()
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as pool:
        yield from tqdm(pool.map(_renewed, photos, [by] * len(photos)), "making", **shown)


def _renewed(pk: int, by: int) -> tuple[int, str]:
    """One photo; a bad one is named and hinders no other."""
    try:
        photo = Photo.objects.get(pk=pk)
        desk.renew_files(photo, by=get_user_model().objects.get(pk=by), look=True)
        return pk, ""
    except (BadPhoto, desk.DeskError, Photo.DoesNotExist) as error:
        return pk, str(error)


def _photos(count: int) -> str:
    return f"{count} photo{'' if count == 1 else 's'}"
