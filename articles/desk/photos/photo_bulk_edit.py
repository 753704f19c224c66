"""Changing the facts of many photos at once, with a result for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db import transaction

from articles.desk.bulk import BulkResult, change_each
from articles.desk.errors import DeskError, allow
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

    def values_for(self, photo: Photo) -> dict[str, Any]:
        """Return what `save_photo` takes to change this photo."""
        replaced = ("caption", "credit", "licence", "licence_note")
        values = {name: getattr(self, name) for name in replaced if getattr(self, name)}
        if self.add_keywords or self.remove_keywords:
            removed = {fold(name) for name in self.remove_keywords}
            names = photo.keywords.split(",") + self.add_keywords
            values["keywords"] = ", ".join(
                name for name in names if fold(name) not in removed
            )
        return values


def bulk_edit_photos(
    photos: Iterable[Photo], *, by: Any, changes: PhotoBulkChanges
) -> list[BulkResult]:
    """Change facts of photos, one transaction each; one that refuses hinders no other.

    Raises NotReady for more than MAX_BULK_PHOTOS photos.
    """
    until = monotonic() + SECONDS
    return change_each(
        photos,
        lambda photo: _change(photo, by, changes, until),
        most=MAX_BULK_PHOTOS,
        noun="photos",
    )


def _change(photo: Photo, by: Any, changes: PhotoBulkChanges, until: float) -> str:
    before = photo.version
    values = changes.values_for(photo)
    with transaction.atomic():
        allow(by, "bulk_photos", photo)
        save_photo(
            photo, values, by=by, version=before, summary="Changed together with others"
        )
    if photo.version == before:
        return "Had it already."
    if not changes.credit:
        return "Changed."
    # Somebody waits for the answer.
    if monotonic() > until:
        return "Changed. Its files get the credit with the next `repair renditions`."
    try:
        # After the commit: the facts hold, also where the storage of files does not answer.
        renew_files(photo, by=by)
    except DeskError as error:
        return f"Changed, but its files do not say so yet: {error}"
    return "Changed, also in its files."
