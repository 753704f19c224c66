"""What the desk should see of a photo at a glance."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from articles.admin.photos.library_forms import SOON
from articles.enums import Licence
from articles.models import Photo
from articles.text.dates import newsroom_date


def shown(photos: list[Photo]) -> list[dict[str, Any]]:
    """Return photos of `for_library` as the grid shows them."""
    now = timezone.now()
    return [
        {
            "photo": photo,
            "file": photo.thumbnail(now),
            "marks": marks(photo, now),
            "added": newsroom_date(photo.created_at),
        }
        for photo in photos
    ]


def marks(photo: Photo, now: datetime) -> list[tuple[str, str]]:
    """Return (kind of chip, words), the gravest first."""
    found = []
    if photo.stopped(now):
        found.append(("held", "Stopped"))
    elif photo.ended(now):
        found.append(("held", "Licence expired"))
    elif photo.ends_at and photo.ends_at <= now + SOON:
        found.append(("held", f"Ends {newsroom_date(photo.ends_at)}"))
    if photo.licence == Licence.UNKNOWN:
        found.append(("held", "Licence unknown"))
    if not photo.credit:
        found.append(("held", "No credit"))
    if not photo.alt and not photo.decorative:
        found.append(("submitted", "No alt text"))
    if photo.no_syndication:
        found.append(("quiet", "Not for syndication"))
    if not getattr(photo, "used", True):
        found.append(("quiet", "Unused"))
    return found


def file_says(photo: Photo) -> list[str]:
    """Return a sentence on each thing that its file says and nobody has taken."""
    return [_said(capfirst(_label(one["fact"])), **one) for one in photo.unused]


def _label(fact: str) -> str:
    return Photo._meta.get_field(fact).verbose_name


def _said(label: str, *, fact: str, text: str, taken: str) -> str:
    if taken:
        return f"{label}: the file says two things. XMP: “{taken}”. IPTC: “{text}”."
    return f"{label}: “{text}” was left out, for cameras write that by themselves."
