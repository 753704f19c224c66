"""EXIF: what the camera noted by itself."""

import math
from typing import Any

from . import cameras
from .iim import first_moment, guess_encoding

_PHOTO, _GPS = 0x8769, 0x8825
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298
_TAKEN, _OFFSET = 0x9003, 0x9011
_MAKE, _MODEL = 0x010F, 0x0110


def facts(exif: Any) -> dict:
    """Return the facts of Pillow's EXIF block, and `camera`: its make and model."""
    photo, gps = exif.get_ifd(_PHOTO), exif.get_ifd(_GPS)
    latitude = _degrees(gps, 1, 2, "S", 90)
    longitude = _degrees(gps, 3, 4, "W", 180)
    # Half of a position would be a place on the equator or the meridian of Greenwich.
    if latitude is None or longitude is None:
        latitude = longitude = None
    day = _text(photo.get(_TAKEN))
    offset = _text(photo.get(_OFFSET))
    extracted = {
        "camera": f"{_text(exif.get(_MAKE))} {_text(exif.get(_MODEL))}",
        "caption": _text(exif.get(_DESCRIPTION)),
        "creator": _text(exif.get(_ARTIST)),
        "copyright_notice": _text(exif.get(_COPYRIGHT)).replace("\0", " "),
        "taken_at": first_moment(
            (day + offset, "%Y:%m:%d %H:%M:%S%z"),
            (day, "%Y:%m:%d %H:%M:%S"),
        ),
        "latitude": latitude,
        "longitude": longitude,
    }
    cameras.leave_out(extracted, extracted["camera"])
    return extracted


def _text(value: Any) -> str:
    """EXIF says ASCII and means anything; Pillow reads it as Latin-1."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return ""
    return value.decode(guess_encoding(value), "replace").strip("\0 ")


def _degrees(gps: dict, ref_tag: int, tag: int, negative: str, limit: int) -> float | None:
    parts = gps.get(tag)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= limit:
        return None
    hemisphere = str(gps.get(ref_tag)).strip("\0 ").upper()
    return -value if hemisphere == negative else value
