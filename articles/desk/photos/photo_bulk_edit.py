"""Changing the facts of many photos at once, with a result for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.desk.errors import DeskError, NotReady, allow
from articles.models import Photo
from articles.text.plain_text import fold

from .rendition_files import renew_files
from .rights import save_photo

MOST = 200
# New credits stand in new files, half a second each: beyond this the command makes them.
SECONDS = 15


@dataclass(frozen=True)
class WantedFacts:
    """What is to become of each photo; what is empty stays as it is."""

    caption: str = ""
    credit: str = ""
    add_keywords: list[str] = field(default_factory=list)
    remove_keywords: list[str] = field(default_factory=list)
    licence: str = ""
    licence_note: str = ""


@dataclass(frozen=True)
class PhotoResult:
    photo: Photo
    done: bool
    says: str


def change_photos_together(
    photos: Iterable[Photo], *, by: Any, wanted: WantedFacts
) -> list[PhotoResult]:
    """Change facts of photos, one transaction each; one that refuses hinders no other.

    Raises NotReady for more than MOST photos.
    """
    photos, until = list(photos), monotonic() + SECONDS
    if len(photos) > MOST:
        raise NotReady(f"Choose at most {MOST} photos at once.")
    return [_change(photo, by, wanted, until) for photo in photos]


def _change(photo: Photo, by: Any, wanted: WantedFacts, until: float) -> PhotoResult:
    before = photo.version
    try:
        with transaction.atomic():
            allow(by, "bulk_photos", photo)
            save_photo(
                photo,
                _changes(photo, wanted),
                by=by,
                version=photo.version,
                what="Changed together with others",
            )
    except (DeskError, ValidationError) as error:
        return PhotoResult(photo, False, _sentence(error))
    if photo.version == before:
        return PhotoResult(photo, True, "Had it already.")
    return PhotoResult(photo, True, _renewed(photo, by, until) if wanted.credit else "Changed.")


def _renewed(photo: Photo, by: Any, until: float) -> str:
    """Write the credit into the public files, as long as somebody can wait for it."""
    if monotonic() > until:
        return "Changed. Its files get the credit with the next run of “renditions”."
    try:
        renew_files(photo, by=by)
    except DeskError as error:
        return f"Changed, but its files do not say so yet: {error}"
    return "Changed, also in its files."


def _changes(photo: Photo, wanted: WantedFacts) -> dict[str, Any]:
    plain = ("caption", "credit", "licence", "licence_note")
    changes = {name: getattr(wanted, name) for name in plain if getattr(wanted, name)}
    if wanted.add_keywords or wanted.remove_keywords:
        gone = {fold(name) for name in wanted.remove_keywords}
        names = [*photo.keywords.split(","), *wanted.add_keywords]
        changes["keywords"] = ", ".join(n for n in names if fold(n) not in gone)
    return changes


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
