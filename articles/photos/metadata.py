"""What a camera file says of itself: IPTC-IIM, XMP and EXIF as one set of facts.

The bytes come from anywhere, so every block has a limit, nothing in it is followed, and what
cannot be read is as if it were not there: a broken caption is no reason to refuse a picture.
Newer forms win: XMP, then IIM, then EXIF (the order of the Metadata Working Group).
"""

import io
from dataclasses import dataclass, fields, replace
from datetime import datetime

from PIL import Image

from articles.text.limits import LONGEST

from . import exif, iim, xmp
from .decode import formats

MAX_BLOCK = 1024 * 1024
MAX_TEXT = LONGEST["caption"]  # of one fact
MAX_NAMES = 60  # of keywords or people


@dataclass(frozen=True)
class FileFacts:
    """Facts as the file has them, untrusted and uncleaned; empty where it says nothing.

    `taken_at` is naive where the file does not say its offset from UTC.
    """

    title: str = ""
    caption: str = ""
    alt: str = ""
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    instructions: str = ""
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


def read(data: bytes) -> FileFacts:
    """Return the facts of a file that `decode` has taken. Never raises."""
    try:
        image = Image.open(io.BytesIO(data), formats=formats())
    except Exception:  # hostile bytes make decoders raise anything
        return FileFacts()
    found = [_tried(_xmp, image), _tried(_iim, image), _tried(_exif, image)]
    return _bounded(_merged(found))


def _tried(reader, image) -> dict:
    try:
        return reader(image)
    except Exception:  # as above, and blocks are broken more often than pictures
        return {}


def _xmp(image) -> dict:
    block = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    block = block.encode() if isinstance(block, str) else block
    return xmp.facts(block) if 0 < len(block) <= MAX_BLOCK else {}


def _iim(image) -> dict:
    resources = image.info.get("photoshop")
    block = resources.get(0x0404, b"") if isinstance(resources, dict) else b""
    return iim.facts(block) if isinstance(block, bytes) and len(block) <= MAX_BLOCK else {}


def _exif(image) -> dict:
    if len(image.info.get("exif") or b"") > MAX_BLOCK:
        return {}
    return exif.facts(image.getexif())


def _merged(found: list[dict]) -> FileFacts:
    facts = FileFacts()
    for field in fields(FileFacts):
        values = [said[field.name] for said in found if said.get(field.name) not in (None, "", ())]
        if values:
            facts = replace(facts, **{field.name: values[0]})
    moments = [said["taken_at"] for said in found if said.get("taken_at")]
    with_offset = [moment for moment in moments if moment.tzinfo]
    return replace(facts, taken_at=with_offset[0]) if with_offset else facts


def _bounded(facts: FileFacts) -> FileFacts:
    short = {}
    for field in fields(FileFacts):
        value = getattr(facts, field.name)
        if isinstance(value, str):
            short[field.name] = value[:MAX_TEXT]
        elif isinstance(value, tuple):
            short[field.name] = tuple(str(one)[:MAX_TEXT] for one in value[:MAX_NAMES])
    return replace(facts, **short)
