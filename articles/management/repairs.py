"""What `manage.py repair` makes anew, a function a subject; each may be stopped and run again."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Any

import django
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import connections
from django.utils import timezone
from tqdm import tqdm

from articles import desk
from articles.desk.log import sitemap_months
from articles.desk.photos.rendition_files import missing, outdated, source_of, superfluous
from articles.imaging.decode import BadPhoto
from articles.management import media_files
from articles.models import Photo, SiteSettings
from articles.permissions import may
from articles.search import indexing

# On a terminal alone, and gone when it has ended.
_with_progress = partial(tqdm, disable=None, leave=False)


@dataclass(frozen=True)
class Order:
    """What the command was told, and how it names what is wrong."""

    dry_run: bool
    by: str | None
    processes: int
    sweep: bool
    say: Callable[[str], Any]
    complain: Callable[[str], Any]


def repair(subjects: Sequence[str], order: Order) -> tuple[list[str], list[str]]:
    """Repair subjects, and return the results and the failures; one hinders no other."""
    if unknown := [name for name in subjects if name not in SUBJECTS]:
        raise CommandError(f"{unknown[0]} is none of {', '.join(SUBJECTS)}.")
    if "renditions" in subjects and not order.dry_run:
        _person(order)  # Before anything is begun.
    results, failures = [], []
    for name in dict.fromkeys(subjects):
        try:
            results.append(SUBJECTS[name](order))
        except CommandError as refusal:
            failures.append(str(refusal))
    return results, failures


def months(order: Order) -> str:
    """What the sitemap index knows of each month, counted from the editions."""
    if order.dry_run:
        return f"{_many(len(sitemap_months.all_months()), 'month')} would be counted."
    count = sitemap_months.rebuild(
        lambda batch: _with_progress(batch, "months", unit=" months")
    )
    return f"{_many(count, 'month')} counted."


def search(order: Order) -> str:
    """The search index, from the editions that stand or wait."""
    total = indexing.indexable().count()
    if order.dry_run:
        return f"{_many(total, 'edition')} would be indexed."
    batches = -(-total // indexing.BATCH)
    count = indexing.reindex(
        lambda batch: _with_progress(batch, "search", batches, unit=" batches")
    )
    return f"{_many(count, 'edition')} can be found."


def renditions(order: Order) -> str:
    """Public files of photos that are missing or were made from something else."""
    site = SiteSettings.load()
    rows = Photo.objects.for_page(timezone.now()).order_by("pk")
    walk = rows.iterator(chunk_size=500)
    photos = []
    for photo in _with_progress(walk, "looking", rows.count(), unit=" photos"):
        source = source_of(photo, site)
        # What a run before has made is not found again: so it goes on where it was stopped.
        if outdated(photo, source) or superfluous(photo, source) or missing(photo):
            photos.append(photo.pk)
    if order.dry_run:
        return f"{_many(len(photos), 'photo')} would get new files."
    counts: Counter[str] = Counter()
    outcomes = _each(photos, _person(order).pk, order.processes)
    for pk, refusal in _with_progress(outcomes, "renditions", len(photos), unit=" photos"):
        counts["failed" if refusal else "made"] += 1
        if refusal:
            order.complain(f"Photo {pk}: {refusal}")
    if counts["failed"]:
        raise CommandError(
            f"{_many(counts['failed'], 'photo')} could not be renewed: see above."
        )
    return f"{_many(counts['made'], 'photo')} got new files."


def media(order: Order) -> str:
    """Every file read and compared; orphans named, or swept."""
    wrong = 0
    for line in media_files.examine(
        _with_progress, sweep=order.sweep, dry_run=order.dry_run
    ):
        write = order.complain if line.is_wrong else order.say
        write(line.text)
        wrong += line.is_wrong
    if wrong:
        raise CommandError(
            f"{_many(wrong, 'file')} missing, changed or orphaned: see above."
        )
    return "Every file is there and as it was written."


SUBJECTS: dict[str, Callable[[Order], str]] = {
    "months": months,
    "search": search,
    "renditions": renditions,
    "media": media,
}


def _person(order: Order) -> Any:
    if order.by is None:
        raise CommandError(
            "Renditions need --by USER: the history of a photo names who renewed it."
        )
    by = get_user_model().objects.called(order.by)
    if by is None or not may(by, "replace_photo"):
        raise CommandError(f"{order.by} is nobody who may do this.")
    return by


def _each(photos: list[int], by: int, processes: int) -> Iterable[tuple[int, str]]:
    if processes == 1 or len(photos) < 2:
        yield from (_renewed(pk, by) for pk in photos)
        return
    connections.close_all()
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=django.setup
    ) as pool:
        yield from pool.map(_renewed, photos, [by] * len(photos))


def _renewed(pk: int, by: int) -> tuple[int, str]:
    """One photo; a bad one is named and hinders no other."""
    try:
        photo = Photo.objects.get(pk=pk)
        desk.renew_files(photo, by=get_user_model().objects.get(pk=by), check_storage=True)
        return pk, ""
    except (BadPhoto, desk.DeskError, Photo.DoesNotExist) as error:
        return pk, str(error)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
