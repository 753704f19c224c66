"""What a camera file says of itself: IPTC-IIM, XMP and EXIF as one set of facts.

The bytes come from anywhere, so every block has a limit, nothing in it is followed, and what
cannot be read is as if it were not there: a broken caption is no reason to refuse a picture.
Newer forms win: XMP, then IIM, then EXIF (the order of the Metadata Working Group), unless a file
tells that its IIM was changed after its XMP.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from articles.text.limits import LONGEST

from . import cameras, exif, iim, xmp
from .decode import formats

MAX_BLOCK = 1024 * 1024
MAX_TEXT = LONGEST["caption"]  # of one fact
MAX_ITEMS = 60  # of keywords or people
# Photoshop's numbers of the block and of what it was with the XMP
_IIM, _DIGEST = (
    0x0404,
    0x0425,
)
_NOTHING = (None, "", ())
_COMPARED = ("caption", "credit", "creator", "taken_at", "copyright_notice")


@dataclass(frozen=True)
class UnusedFact:
    """What a file says of a fact and we don't: in IIM where XMP's `used` says another thing, or,
    with nothing used, what a camera wrote by itself.
    """

    fact: str
    text: str
    used: str = ""


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
    unused: tuple[UnusedFact, ...] = ()


def read(data: bytes) -> FileFacts:
    """Return the facts of a file that `decode` has taken. Never raises."""
    try:
        image = Image.open(io.BytesIO(data), formats=formats())
    except Exception:  # hostile bytes make decoders raise anything
        return FileFacts()
    in_xmp, in_iim, in_exif = (_extract(reader, image) for reader in (_xmp, _iim, _exif))
    for extracted in (in_xmp, in_iim):
        cameras.leave_out(extracted, in_exif.get("camera", ""))
    conflicts = _conflicts(in_iim, in_xmp)
    in_step = _in_step(image)
    # IIM that was changed after the XMP is the newer of the two.
    blocks = [in_xmp | conflicts if in_step is False else in_xmp, in_iim, in_exif]
    facts = _merged(blocks)
    unused = []
    # What a camera wrote is shown where nothing else is there.
    if not facts.caption and (text := _first(blocks, "left_out")):
        unused.append(UnusedFact("caption", text[:MAX_TEXT]))
    if in_step is None:
        unused += [
            UnusedFact(name, str(conflicts[name])[:MAX_TEXT], str(in_xmp[name])[:MAX_TEXT])
            for name in _COMPARED
            if name in conflicts
        ]
    return replace(facts, unused=tuple(unused))


def _extract(reader: Callable[[Any], dict], image: Image.Image) -> dict:
    try:
        return reader(image)
    except Exception:  # as above, and blocks are broken more often than pictures
        return {}


def _xmp(image) -> dict:
    block = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    block = block.encode() if isinstance(block, str) else block
    return xmp.facts(block) if 0 < len(block) <= MAX_BLOCK else {}


def _iim(image) -> dict:
    block = _resource(image, _IIM)
    return iim.facts(block) if len(block) <= MAX_BLOCK else {}


def _resource(image, number: int) -> bytes:
    resources = image.info.get("photoshop")
    block = resources.get(number, b"") if isinstance(resources, dict) else b""
    return block if isinstance(block, bytes) else b""


def _in_step(image) -> bool | None:
    """Tell whether IIM is as it was when the XMP was written (XMP part 3); None: nothing tells."""
    digest = _resource(image, _DIGEST)
    if len(digest) != hashlib.md5(usedforsecurity=False).digest_size:
        return None
    return digest == hashlib.md5(_resource(image, _IIM), usedforsecurity=False).digest()


def _exif(image) -> dict:
    if len(image.info.get("exif") or b"") > MAX_BLOCK:
        return {}
    return exif.facts(image.getexif())


def _conflicts(in_iim: dict, in_xmp: dict) -> dict:
    """Return the fields of IIM that say something else than XMP's."""
    moment = in_xmp.get("taken_at")
    day = in_iim.get("taken_day")
    # A day without a time says another thing only where the day is another.
    if moment and day and not in_iim["taken_at"]:
        in_iim = in_iim | {"taken_at": datetime.combine(day, moment.timetz())}
    both = [name for name in in_xmp if in_xmp[name] and in_iim.get(name)]
    return {
        name: in_iim[name] for name in both if not _same(name, in_iim[name], in_xmp[name])
    }


def _same(name: str, field: Any, value: Any) -> bool:
    if isinstance(value, datetime):
        return _same_minute(field, value)
    if isinstance(value, str):
        return iim.same_text(name, field, value)
    pairs = zip(sorted(field), sorted(value), strict=False)
    return len(field) == len(value) and all(iim.same_text(name, *pair) for pair in pairs)


def _same_minute(one: datetime, other: datetime) -> bool:
    """Forms keep seconds or don't; where one has no offset, the clocks on the wall count."""
    if not (one.tzinfo and other.tzinfo):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return abs(one - other) < timedelta(minutes=1)


def _merged(blocks: list[dict]) -> FileFacts:
    values = {field.name: _first(blocks, field.name) for field in fields(FileFacts)}
    values["title"] = values["title"] or _first(blocks, "name")
    # The first moment, with its offset where a later one of the same minute has it.
    moments = [block["taken_at"] for block in blocks if block.get("taken_at")]
    with_offset = (
        moment for moment in moments if moment.tzinfo and _same_minute(moment, moments[0])
    )
    if moments:
        values["taken_at"] = next(with_offset, moments[0])
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = value[:MAX_TEXT]
        elif isinstance(value, tuple):
            values[name] = tuple(str(item)[:MAX_TEXT] for item in value[:MAX_ITEMS])
    return FileFacts(
        **{name: value for name, value in values.items() if value not in _NOTHING}
    )


def _first(blocks: list[dict], name: str) -> Any:
    return next((block[name] for block in blocks if block.get(name) not in _NOTHING), None)
