"""The files of photos: made, exchanged for newer ones, left for open pages.

Files are written before the rows that name them, outside the transaction that saves these: a
crash leaves files that nobody names, which `manage.py repair media --sweep` removes.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.desk.errors import DeskError, NotReady, allow
from articles.imaging.decode import ONE_AT_A_TIME, Pixels, read
from articles.imaging.file_storage import (
    NotStored,
    random_name,
    remove_all,
    sha256,
    write_all,
)
from articles.imaging.render import render
from articles.imaging.rendition_plan import EXTENSIONS, RenditionSpec, Source, needed, plan
from articles.imaging.xmp_packet import packet
from articles.models import FixedPage, Photo, Rendition, RetiredFile, SiteSettings

from .facts import StalePhoto, lock_photo, save_with_end, use_of

_NO_ANSWER = "The storage of photos does not answer; nothing was changed."


class StorageFailed(DeskError):
    """The storage of photos did not take or give a file; nothing was saved."""


def source_of(photo: Photo, site: SiteSettings | None = None) -> Source:
    """Return all that a photo's files depend on; `site` saves a query where many are asked."""
    site = site or SiteSettings.load()
    written = packet(
        creator=photo.creator,
        credit=photo.credit,
        rights=photo.copyright_notice,
        terms_url=_page(FixedPage.Name.TERMS),
        licensor=site.name,
        licensor_url=_page(FixedPage.Name.CONTACT),
    )
    return Source(
        width=photo.width,
        height=photo.height,
        checksum=photo.checksum,
        focus=(photo.focus_x, photo.focus_y),
        crops={shape: tuple(box) for shape, box in photo.crops.items()},
        packet=written,
    )


def _page(name: str) -> str:
    return settings.PUBLIC_URL + reverse("fixed_page", args=[name])


def outdated(photo: Photo, source: Source) -> list[RenditionSpec]:
    """Return the files of a photo that are missing or were made from something else."""
    recipes = {
        (row.shape, row.format, row.width): row.recipe for row in photo.renditions.all()
    }
    return [spec for spec in plan(source) if recipes.get(spec.key) != spec.recipe]


def superfluous(photo: Photo, source: Source) -> list[Rendition]:
    """Return the rows whose files the photo should no longer have, or not like this."""
    recipes = {spec.key: spec.recipe for spec in plan(source)}
    return [
        row
        for row in photo.renditions.all()
        if recipes.get((row.shape, row.format, row.width)) != row.recipe
    ]


def make_rows(
    pixels: Pixels, source: Source, specs: list[RenditionSpec]
) -> list[Rendition]:
    """Write files and return their rows, not saved, of no photo yet."""
    size, files, rows = (source.width, source.height), {}, []
    for one in render(pixels.image, specs, size=size, packet=source.packet):
        row = Rendition(
            name=random_name(EXTENSIONS[one.spec.format]),
            shape=one.spec.shape,
            format=one.spec.format,
            width=one.spec.width,
            height=one.spec.height,
            size=len(one.data),
            checksum=sha256(one.data),
            recipe=one.spec.recipe,
        )
        files[row.name] = one.data
        rows.append(row)
    store(default_storage, files)
    return rows


def store(storage: Storage, files: dict[str, bytes]) -> None:
    """Write files whole, all or none; StorageFailed says why not."""
    try:
        write_all(storage, files)
    except NotStored as error:
        raise StorageFailed(str(error)) from error


def exchange(photo: Photo, source: Source, rows: list[Rendition]) -> bool:
    """Save new rows in place of what they replace; tell whether a whole picture was among it.

    The old files stay for pages that are open now (`RetiredFile`).
    """
    old = superfluous(photo, source)
    now = timezone.now()
    RetiredFile.objects.bulk_create(
        RetiredFile(photo=photo, name=row.name, retired_at=now) for row in old
    )
    # Before the insert: a photo has one row of a shape, format and width.
    Rendition.objects.filter(pk__in=[row.pk for row in old]).delete()
    for row in rows:
        row.photo = photo
    Rendition.objects.bulk_create(rows)
    return any(row.shape == Rendition.WHOLE for row in (*old, *rows))


def renew_files(photo: Photo, *, by: Any, check_storage: bool = False) -> Photo:
    """Make what is missing or outdated, for example after the credit has changed.

    A photo whose files are as they should be is left alone.
    """
    if check_storage:
        # Without its row a file is made again, under a new name.
        Rendition.objects.filter(pk__in=[row.pk for row in missing(photo)]).delete()
    source = source_of(photo)
    if not outdated(photo, source) and not superfluous(photo, source):
        return photo
    return renew(
        photo, by=by, action="edit_photo", verb="renew_files", summary="Files made again"
    )


def missing(photo: Photo) -> list[Rendition]:
    """Return the rows whose files are not in the storage."""
    try:
        return [
            row for row in photo.renditions.all() if not default_storage.exists(row.name)
        ]
    except Exception as error:  # each storage has its own
        raise StorageFailed(_NO_ANSWER) from error


def renew(
    photo: Photo,
    *,
    by: Any,
    action: str,
    verb: str,
    summary: str,
    change: Callable[[Photo], None] = lambda photo: None,
    after: Callable[[Photo], None] = lambda photo: None,
    pixels: Pixels | None = None,
) -> Photo:
    """Change a photo and its files as one: either everything or nothing.

    `change` is called twice: on a copy, to make the files before the transaction, and on the
    locked photo; `after` in the transaction, once. `pixels` stand in for the original. Raises
    StalePhoto where somebody else's change came between.
    """
    allow(by, action, photo)
    copy = Photo.objects.get(pk=photo.pk)
    change(copy)
    source = source_of(copy)
    specs = outdated(copy, source)
    rows = _made(copy, source, specs, pixels)
    try:
        with transaction.atomic():
            lock_photo(photo)
            use = use_of(photo)
            change(photo)
            # The files were made before the lock: of what the photo is by now they must be, too.
            if source_of(photo) != source or outdated(photo, source) != specs:
                raise StalePhoto(photo)
            # Feeds offer the whole picture by its file's name, so their validators move.
            if exchange(photo, source, rows):
                photo.rights_at = timezone.now()
            after(photo)
            return save_with_end(photo, use, by=by, verb=verb, summary=summary)
    except BaseException:
        remove_all(default_storage, [row.name for row in rows])
        raise


def _made(
    photo: Photo, source: Source, specs: list[RenditionSpec], pixels: Pixels | None
) -> list[Rendition]:
    if not specs:
        return []
    with ONE_AT_A_TIME:
        pixels = pixels or read(original_of(photo), needed(source, specs))
        return make_rows(pixels, source, specs)


def original_of(photo: Photo) -> bytes:
    """Return the bytes of the camera file."""
    try:
        with storages["originals"].open(photo.original.name) as file:
            return file.read()
    except FileNotFoundError:
        raise NotReady(
            "The original of this photo is missing: manage.py repair media names it."
        ) from None
    except Exception as error:  # each storage has its own
        raise StorageFailed(_NO_ANSWER) from error
