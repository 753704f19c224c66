"""What the desk should see of a photo at a glance."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst

from articles.admin.photos.library_forms import SOON
from articles.enums import Licence
from articles.models import Photo
from articles.text.dates import newsroom_date


def library_cards(photos: list[Photo]) -> list[dict[str, Any]]:
    """Return photos of `for_library` as the grid shows them."""
    now = timezone.now()
    return [
        {
            "photo": photo,
            "file": photo.thumbnail(now),
            "badges": badges(photo, now),
            "added": newsroom_date(photo.created_at),
        }
        for photo in photos
    ]


def badges(photo: Photo, now: datetime) -> list[tuple[str, str]]:
    """Return (kind of chip, label), the gravest first."""
    # Of the ends only the gravest is named; a photo that is stopped needs no other.
    if photo.stopped(now):
        end = "Stopped"
    elif photo.ended(now):
        end = "Licence expired"
    elif photo.ends_at and photo.ends_at <= now + SOON:
        end = f"Ends {newsroom_date(photo.ends_at)}"
    else:
        end = ""
    # Only lists annotate `used`; elsewhere nobody asks, and it counts as used.
    unused = not getattr(photo, "used", True)
    conditions = [
        (end, "held", end),
        (photo.licence == Licence.UNKNOWN, "held", "Licence unknown"),
        (not photo.credit, "held", "No credit"),
        (not photo.alt and not photo.decorative, "submitted", "No alt text"),
        (photo.no_syndication, "quiet", "Not for syndication"),
        (unused, "quiet", "Unused"),
    ]
    return [(kind, label) for applies, kind, label in conditions if applies]


def file_notes(photo: Photo) -> list[str]:
    """Return a sentence on each thing that its file holds and the photo does not say."""
    sentences = []
    for note in photo.unused:
        label = capfirst(Photo._meta.get_field(note["fact"]).verbose_name)
        iptc, xmp = note["text"], note["taken"]
        # Without a second block that says otherwise, a camera wrote the text.
        if xmp:
            sentence = f"the file says two things. XMP: “{xmp}”. IPTC: “{iptc}”."
        else:
            sentence = f"“{iptc}” was left out, for cameras write that by themselves."
        sentences.append(f"{label}: {sentence}")
    return sentences
