from typing import Any

from django.core.files.storage import default_storage, storages
from django.db import IntegrityError, transaction

from articles.desk.errors import allow, refuse_long
from articles.imaging import metadata
from articles.imaging.decode import ONE_AT_A_TIME, BadPhoto, Pixels, read, size_of
from articles.imaging.file_storage import random_name, remove_all, sha256
from articles.imaging.focus import guess
from articles.imaging.perceptual_hash import nearest, perceptual_hash
from articles.imaging.rendition_plan import Source, needed, plan
from articles.models import Photo, Rendition
from articles.signals import audit
from articles.text.plain_text import clean_line

from .facts import check_facts, save_photo_revision, set_facts, set_missing
from .rendition_files import make_rows, source_of, store


def add_photo(
    data: bytes, *, by: Any, name: str = "", default_credit: str = "", **facts: Any
) -> Photo:
    """Take a camera file in: the original private, the public pictures re-encoded.

    `facts` are those of `articles.models.photo_facts`; what is empty there is taken from what
    the file says of itself, and a credit that neither has is `default_credit`. Raises BadPhoto
    with a sentence for what can't be used. The same bytes are never stored twice: the photo that
    is there is returned, with `was_there` set. Of an animation the first frame is taken, and
    `was_animated` says so.
    """
    allow(by, "upload_photo")
    refuse_long(Photo, **facts)
    checksum = sha256(data)
    if existing := Photo.objects.filter(checksum=checksum).first():
        existing.was_there = True
        return existing
    with ONE_AT_A_TIME:
        pixels = _read(data, checksum, by=by)
        photo = Photo(
            original_name=clean_line(name)[:255],
            width=pixels.width,
            height=pixels.height,
            checksum=checksum,
            owner=by,
        )
        photo.focus_x, photo.focus_y = guess(pixels.image)
        photo.perceptual_hash = perceptual_hash(pixels.image)
        # First, so that what a person wrote goes before what the file says.
        set_facts(photo, facts)
        set_missing(photo, metadata.read(data))
        if not photo.credit:
            set_facts(photo, {"credit": default_credit})
        photo.title = photo.title or (photo.original_name or photo.credit or "Photo")[:200]
        photo.ends_at = photo.licence_until
        check_facts(photo)
        photo.was_animated = pixels.animated
        photo.original.name = random_name("raw")
        store(storages["originals"], {photo.original.name: data})
        source = source_of(photo)
        try:
            rows = make_rows(pixels, source, plan(source))
        except BaseException:
            remove_all(storages["originals"], [photo.original.name])
            raise
    return _saved(photo, rows)


def _read(data: bytes, checksum: str, *, by: Any) -> Pixels:
    try:
        source = Source(*size_of(data), checksum)
        return read(data, needed(source, plan(source)))
    except BadPhoto as refusal:
        audit("upload_refused", by=by, note=str(refusal))
        raise


def _saved(photo: Photo, rows: list[Rendition]) -> Photo:
    """Rows after their files. Whoever took the same bytes in meanwhile was first."""
    try:
        with transaction.atomic():
            save_photo_revision(photo, by=photo.owner, summary="Uploaded")
            for row in rows:
                row.photo = photo
            Rendition.objects.bulk_create(rows)
            return photo
    except BaseException as error:
        remove_all(storages["originals"], [photo.original.name])
        # Whatever ended it, a stopped worker too: no row names these files.
        remove_all(default_storage, [row.name for row in rows])
        existing = Photo.objects.filter(checksum=photo.checksum).first()
        if not isinstance(error, IntegrityError) or existing is None:
            raise
        existing.was_there = True
        return existing


def similar_photos(photo: Photo) -> list[Photo]:
    """Return what the library has that looks like a photo, the likest first.

    One walk over the bare numbers: 100,000 take a quarter of a second, once an upload.
    """
    if photo.perceptual_hash is None:
        return []
    others = Photo.objects.exclude(pk=photo.pk).exclude(perceptual_hash=None).order_by()
    hashes = others.values_list("pk", "perceptual_hash").iterator(chunk_size=10_000)
    ids = nearest(photo.perceptual_hash, hashes)
    photos = Photo.objects.prefetch_related("renditions").in_bulk(ids)
    return [photos[pk] for pk in ids]  # In the order of likeness.
