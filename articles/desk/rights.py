"""Stopping a photo, and lifting the stop (docs/rules.md 11)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Photo
from articles.text.typography import clean_line

from .errors import NotReady, WrongState, allow
from .photo_facts import lock_photo, settle, use_of


def stop_photo(photo: Photo, *, by: Any, reason: str, at: datetime | None = None) -> Photo:
    """Take a photo out of every page, now or at a moment; its files end with it."""
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
        photo.end_reason = clean_line(reason)
        return settle(photo, use, by=by, verb="stop_photo", what=f"Stopped: {photo.end_reason}")


def allow_photo(photo: Photo, *, by: Any, reason: str) -> Photo:
    """Lift a stop; where its licence has not ended the photo stands on its pages again."""
    if not reason.strip():
        raise NotReady("Say why the photo may be used again.")
    with transaction.atomic():
        lock_photo(photo)
        allow(by, "allow_photo")
        if photo.stopped_at is None:
            raise WrongState("This photo is not stopped.")
        use = use_of(photo)
        photo.stopped_at, photo.end_reason = None, ""
        what = f"May be used again: {clean_line(reason)}"
        return settle(photo, use, by=by, verb="allow_photo", what=what[:300])
