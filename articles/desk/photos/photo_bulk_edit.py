"""Changing the facts of many photos at once, with a result for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.desk.errors import DeskError, NotReady, allow, refusal
from articles.models import Photo
from articles.text.plain_text import fold

from .rendition_files import renew_files
from .rights import save_photo

MAX_BULK_PHOTOS = 200
# New credits stand in new files, half a second each: beyond this the command makes them.
SECONDS = 15


@dataclass(frozen=True)
class PhotoBulkChanges:
    """What is to become of each photo; what is empty stays as it is."""

    caption: str = ""
    credit: str = ""
    add_keywords: list[str] = field(default_factory=list)
    remove_keywords: list[str] = field(default_factory=list)
    licence: str = ""
    licence_note: str = ""


@dataclass(frozen=True)
class PhotoBulkResult:
    photo: Photo
    done: bool
    message: str


def bulk_edit_photos(
    photos: Iterable[Photo], *, by: Any, changes: PhotoBulkChanges
) -> list[PhotoBulkResult]:
    """Change facts of photos, one transaction each; one that refuses hinders no other.

    Raises NotReady for more than MOST photos.
    """
    photos, until = list(photos), monotonic() + SECONDS
    if len(photos) > MAX_BULK_PHOTOS:
        raise NotReady(f"Choose at most {MAX_BULK_PHOTOS} photos at once.")
    return [_change(photo, by, changes, until) for photo in photos]


def _change(photo: Photo, by: Any, changes: PhotoBulkChanges, until: float) -> PhotoBulkResult:
    before = photo.version
    try:
        with transaction.atomic():
            allow(by, "bulk_photos", photo)
            save_photo(
                photo,
                _new_values(photo, changes),
                by=by,
                version=photo.version,
                summary="Changed together with others",
            )
    except (DeskError, ValidationError) as error:
        return PhotoBulkResult(photo, False, refusal(error))
    if photo.version == before:
        return PhotoBulkResult(photo, True, "Had it already.")
    return PhotoBulkResult(
        photo, True, _renewed(photo, by, until) if changes.credit else "Changed."
    )


def _renewed(photo: Photo, by: Any, until: float) -> str:
    """Write the credit into the public files, as long as somebody can wait for it."""
    if monotonic() > until:
        return "Changed. Its files get the credit with the next run of “renditions”."
    try:
        renew_files(photo, by=by)
    except DeskError as error:
        return f"Changed, but its files do not say so yet: {error}"
    return "Changed, also in its files."


def _new_values(photo: Photo, changes: PhotoBulkChanges) -> dict[str, Any]:
    replaced = ("caption", "credit", "licence", "licence_note")
    values = {name: getattr(changes, name) for name in replaced if getattr(changes, name)}
    if changes.add_keywords or changes.remove_keywords:
        removed = {fold(name) for name in changes.remove_keywords}
        names = photo.keywords.split(",") + changes.add_keywords
        values["keywords"] = ", ".join(name for name in names if fold(name) not in removed)
    return values
