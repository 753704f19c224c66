"""Taking photos in, and stopping them (docs/rules.md 11)."""

from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.utils import timezone

from articles.models import EditionPhoto, Photo, Rendition
from articles.photos.decode import decode
from articles.photos.files import random_name, sha256, write_whole
from articles.photos.renditions import Rendered, render
from articles.text.typography import clean_line, clean_text

from . import events
from .errors import NotReady, allow


def take_photo(
    data: bytes,
    *,
    by: Any,
    credit: str,
    name: str = "",
    title: str = "",
    caption: str = "",
    alt: str = "",
    source: str = "",
    taken_at: datetime | None = None,
) -> Photo:
    """Take a camera file in: the original private, the public pictures re-encoded.

    Raises BadPhoto with a sentence for what can't be used. The same bytes are never stored
    twice: the photo that is there is returned.
    """
    allow(by, "upload_photo")
    if not clean_line(credit):
        raise NotReady("A photo needs its credit.")
    checksum = sha256(data)
    there = Photo.objects.filter(checksum=checksum).first()
    if there:
        return there
    image = decode(data)
    photo = Photo(
        original_name=clean_line(name)[:255],
        title=clean_line(title or name or credit)[:200],
        caption=clean_text(caption),
        alt=clean_line(alt),
        credit=clean_line(credit),
        source=clean_line(source),
        taken_at=taken_at,
        width=image.width,
        height=image.height,
        checksum=checksum,
        owner=by,
    )
    return _store(photo, data, render(image))


def _store(photo: Photo, data: bytes, pictures: list[Rendered]) -> Photo:
    """Files first, whole; then the rows. A crash between them leaves files nobody names."""
    photo.original.name = random_name("raw")
    write_whole(storages["originals"], photo.original.name, data)
    rows = []
    for picture in pictures:
        row = Rendition(
            name=random_name("jpg"),
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
        )
        write_whole(default_storage, row.name, picture.data)
        rows.append(row)
    with transaction.atomic():
        photo.save()
        for row in rows:
            row.photo = photo
        Rendition.objects.bulk_create(rows)
    return photo


def stop_photo(photo: Photo, *, by: Any, reason: str, at: datetime | None = None) -> Photo:
    """Take a photo out of every page, now or at a moment; its files end with it."""
    if not reason.strip():
        raise NotReady("Say why the photo may not be used.")
    with transaction.atomic():
        allow(by, "stop_photo")
        photo.ends_at = at or timezone.now()
        photo.end_reason = clean_line(reason)
        photo.save(update_fields=["ends_at", "end_reason", "changed_at"])
        shown = EditionPhoto.objects.filter(photo=photo).values_list("edition__article", flat=True)
        keys = [f"photo:{photo.pk}", *(f"article:{pk}" for pk in shown.distinct())]
        events.record("stop_photo", by=by, keys=keys, at=photo.ends_at, note=photo.end_reason)
        return photo
