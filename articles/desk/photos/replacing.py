"""New pixels for a photo that is in use: same record, same number, everything kept."""

from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from articles.desk.errors import WrongState, allow
from articles.imaging.decode import ONE_AT_A_TIME, read, size_of
from articles.imaging.file_storage import random_name, remove_all, sha256
from articles.imaging.focus import guess
from articles.imaging.perceptual_hash import perceptual_hash
from articles.imaging.rendition_plan import Source, needed, plan
from articles.models import PastOriginal, Photo
from articles.text.plain_text import clean_line

from .facts import StalePhoto
from .rendition_files import original_of, renew, store
from .usage import delete_photo


def replace_photo(
    photo: Photo, data: bytes, *, by: Any, name: str = "", version: int | None = None
) -> Photo:
    """Give a photo other pixels; pages that show it follow, its old original stays.

    `version` is the number the editor saw; with it somebody else's change in between is
    StalePhoto. The crops begin anew. Raises BadPhoto as `add_photo` does.
    """
    allow(by, "replace_photo")
    if version is not None and photo.version != version:
        raise StalePhoto(photo)
    seen, checksum = photo.checksum, sha256(data)
    if existing := Photo.objects.filter(checksum=checksum).first():
        raise WrongState(
            f"The library has this very picture already, as number {existing.pk}."
        )
    with ONE_AT_A_TIME:
        width, height = size_of(data)
        first = Source(width, height, checksum)
        pixels = read(data, needed(first, plan(first)))
        (x, y), looks = guess(pixels.image), perceptual_hash(pixels.image)
        original, past = random_name("raw"), []
        store(storages["originals"], {original: data})

        def change(photo: Photo) -> None:
            # Asked again on the locked photo: of two who replace it at once, one is refused.
            if photo.checksum != seen or (version is not None and photo.version != version):
                raise StalePhoto(photo)
            past[:] = [_past(photo, by)]
            photo.original.name, photo.original_name = original, clean_line(name)[:255]
            photo.width, photo.height = width, height
            photo.checksum, photo.perceptual_hash = checksum, looks
            photo.focus_x, photo.focus_y, photo.focus_set, photo.crops = x, y, False, {}

        try:
            return renew(
                photo,
                by=by,
                action="replace_photo",
                verb="replace_photo",
                summary=f"Picture replaced {name}",
                change=change,
                pixels=pixels,
                after=lambda photo: past[0].save(),
            )
        except BaseException:
            remove_all(storages["originals"], [original])
            raise


def _past(photo: Photo, by: Any) -> PastOriginal:
    return PastOriginal(
        photo=photo,
        original=photo.original.name,
        original_name=photo.original_name,
        width=photo.width,
        height=photo.height,
        checksum=photo.checksum,
        replaced_at=timezone.now(),
        replaced_by=by,
    )


def merge_photo(photo: Photo, newer: Photo, *, by: Any) -> Photo:
    """Give a photo the picture of another that nothing uses yet, which leaves the library.

    All or nothing: where the new picture can't take its place both stay as they are.
    """
    allow(by, "replace_photo", photo)
    data, name = original_of(newer), newer.original_name
    with transaction.atomic():
        # First: the library holds the same bytes once, and would refuse them.
        delete_photo(newer, by=by)
        return replace_photo(photo, data, by=by, name=name)
