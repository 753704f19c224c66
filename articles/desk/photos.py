"""Taking photos in."""

from typing import Any

from django.core.files.storage import default_storage, storages
from django.db import transaction
from PIL import Image

from articles.models import Photo, Rendition
from articles.photos import metadata
from articles.photos.decode import BadPhoto, decode
from articles.photos.files import random_name, sha256, write_whole
from articles.photos.likeness import likeness
from articles.photos.renditions import Rendered, render
from articles.signals import tell
from articles.text.typography import clean_line

from .errors import allow
from .photo_facts import check_facts, remember, set_facts, set_missing


def take_photo(data: bytes, *, by: Any, name: str = "", **facts: Any) -> Photo:
    """Take a camera file in: the original private, the public pictures re-encoded.

    `facts` are those of `articles.models.photo_facts`; what is empty there is taken from what
    the file says of itself. Raises BadPhoto with a sentence for what can't be used. The same
    bytes are never stored twice: the photo that is there is returned, with `was_there` set.
    """
    allow(by, "upload_photo")
    checksum = sha256(data)
    if there := Photo.objects.filter(checksum=checksum).first():
        there.was_there = True
        return there
    image = _decoded(data, by=by)
    photo = Photo(
        original_name=clean_line(name)[:255],
        width=image.width,
        height=image.height,
        checksum=checksum,
        owner=by,
    )
    set_facts(photo, facts)
    set_missing(photo, metadata.read(data))
    photo.title = photo.title or (photo.original_name or photo.credit or "Photo")[:200]
    photo.ends_at = photo.licence_until
    photo.likeness = likeness(image)
    check_facts(photo)
    return _store(photo, data, render(image))


def _decoded(data: bytes, *, by: Any) -> Image.Image:
    try:
        return decode(data)
    except BadPhoto as refusal:
        tell("upload_refused", by=by, note=str(refusal))
        raise


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
        remember(photo, by=photo.owner, what="Taken in")
        for row in rows:
            row.photo = photo
        Rendition.objects.bulk_create(rows)
    return photo
