"""EXIF: what the camera noted by itself."""

import math
from datetime import datetime
from typing import Any

from . import cameras
from .iim import guessed

_PHOTO, _GPS = 0x8769, 0x8825
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298
_TAKEN, _OFFSET = 0x9003, 0x9011
_MAKE, _MODEL = 0x010F, 0x0110


def facts(exif: Any) -> dict:
    """Return the facts of Pillow's EXIF block, and `camera`: its make and model."""
    photo, gps = exif.get_ifd(_PHOTO), exif.get_ifd(_GPS)
    latitude, longitude = _degrees(gps, 1, 2, "S", 90), _degrees(gps, 3, 4, "W", 180)
    known = latitude is not None and longitude is not None
    said = {
        "camera": f"{_text(exif.get(_MAKE))} {_text(exif.get(_MODEL))}",
        "caption": _text(exif.get(_DESCRIPTION)),
        "creator": _text(exif.get(_ARTIST)),
        "copyright_notice": _text(exif.get(_COPYRIGHT)).replace("\0", " "),
        "taken_at": _moment(_text(photo.get(_TAKEN)), _text(photo.get(_OFFSET))),
        "latitude": latitude if known else None,
        "longitude": longitude if known else None,
    }
    cameras.leave_out(said, said["camera"])
    return said


def _text(value: Any) -> str:
    """EXIF says ASCII and means anything; Pillow reads it as Latin-1."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    return value.decode(guessed(value), "replace").strip("\0 ")


def _moment(taken: str, offset: str) -> datetime | None:
    for text, form in ((taken + offset, "%Y:%m:%d %H:%M:%S%z"), (taken, "%Y:%m:%d %H:%M:%S")):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  naive says: no offset known
        except ValueError:
            continue
    return None


def _degrees(gps: dict, which: int, what: int, negative: str, most: int) -> float | None:
    parts = gps.get(what)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return -value if str(gps.get(which)).strip("\0 ").upper() == negative else value
