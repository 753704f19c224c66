"""Saving what a photo shows and may be used for; stopping it (docs/rules.md 11, 13)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import NotReady, WrongState, allow, refuse_long
from articles.desk.moments import refuse_past
from articles.models import Photo
from articles.models.photo_facts import FACTS, RIGHTS
from articles.text.plain_text import clean_line

from .facts import (
    StalePhoto,
    check_facts,
    facts_of,
    lock_photo,
    save_with_end,
    set_facts,
    use_of,
)
from .rendition_files import renew_files


def save_photo(
    photo: Photo, changes: dict[str, Any], *, by: Any, version: int, summary: str = "Saved"
) -> Photo:
    """Save facts and rights of a photo, its history and what changes for readers.

    `version` is the number the writer began from. Raises StalePhoto where it is no longer the
    present one, and Django's ValidationError, field by field, for what can't be saved.
    """
    unknown = set(changes) - {*FACTS, *RIGHTS}
    if unknown:
        raise TypeError(f"A photo has no {sorted(unknown)}.")
    refuse_long(Photo, **changes)
    with transaction.atomic():
        lock_photo(photo)
        # After the lock, which reads the row again: whose photo it is may have changed.
        allow(by, "edit_photo", photo)
        if photo.version != version:
            raise StalePhoto(photo)
        before, use = facts_of(photo), use_of(photo)
        set_facts(photo, changes)
        check_facts(photo)
        # Cleaned, it may say what was there: that is no history and no event.
        if facts_of(photo) == before:
            return photo
        save_with_end(photo, use, by=by, verb="save_photo", summary=summary)
    return _with_files(photo, use, by=by)


def set_rights(photo: Photo, *, by: Any, version: int, **rights: Any) -> Photo:
    """Say by what right and until when a photo may be used."""
    if unknown := set(rights) - set(RIGHTS):
        raise TypeError(f"The rights of a photo have no {sorted(unknown)}.")
    return save_photo(photo, rights, by=by, version=version, summary="Rights set")


def stop_photo(photo: Photo, *, by: Any, reason: str, at: datetime | None = None) -> Photo:
    """Take a photo out of every page, now or at a moment; its files end with it."""
    refuse_long(Photo, end_reason=reason)
    if not reason.strip():
        raise NotReady("Say why the photo may not be used.")
    now = timezone.now()
    with transaction.atomic():
        lock_photo(photo)
        allow(by, "stop_photo")
        if photo.stopped(now):
            raise WrongState("This photo has been stopped already.")
        use = use_of(photo)
        photo.stopped_at = at or now
        refuse_past(photo.stopped_at)
        photo.end_reason = clean_line(reason)
        refuse_long(Photo, end_reason=photo.end_reason)
        return save_with_end(
            photo, use, by=by, verb="stop_photo", summary=f"Stopped: {photo.end_reason}"
        )


def allow_photo(photo: Photo, *, by: Any, reason: str) -> Photo:
    """Lift a stop; where its licence has not ended the photo stands on its pages again."""
    refuse_long(Photo, end_reason=reason)
    if not reason.strip():
        raise NotReady("Say why the photo may be used again.")
    with transaction.atomic():
        lock_photo(photo)
        allow(by, "allow_photo")
        if photo.stopped_at is None:
            raise WrongState("This photo is not stopped.")
        use = use_of(photo)
        photo.stopped_at, photo.end_reason = None, ""
        save_with_end(
            photo, use, by=by, verb="allow_photo", summary=f"May be used again: {reason}"
        )
    return _with_files(photo, use, by=by)


def _with_files(photo: Photo, use: tuple[datetime | None, bool, bool], *, by: Any) -> Photo:
    """Make the files of a photo that has come back again: the log's follower deletes them.

    After the commit, or the follower would read that it has ended and delete them once more.
    Where the storage fails, `manage.py repair renditions` makes them later.
    """
    ended_before = use[1]
    if not ended_before or photo.ended(timezone.now()):
        return photo
    return renew_files(photo, by=by, check_storage=True)
