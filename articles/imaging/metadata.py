"""What a camera file says of itself: IPTC-IIM, XMP and EXIF as one set of facts.

The bytes come from anywhere, so every block has a limit, nothing in it is followed, and what
cannot be read is as if it were not there: a broken caption is no reason to refuse a picture.
Newer forms win: XMP, then IIM, then EXIF (the order of the Metadata Working Group), unless a file
tells that its IIM was changed after its XMP.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from PIL import Image

from articles.text.limits import LONGEST

from . import cameras, exif, iim, xmp
from .decode import formats

MAX_BLOCK = 1024 * 1024
MAX_TEXT = LONGEST["caption"]  # of one fact
MAX_NAMES = 60  # of keywords or people
_IIM, _DIGEST = 0x0404, 0x0425  # Photoshop's numbers of the block and of what it was with the XMP
_NOTHING = (None, "", ())
_TOLD = ("caption", "credit", "creator", "taken_at", "copyright_notice")


@dataclass(frozen=True)
class Unused:
    """What a file says of a fact and nobody has taken: in IIM where XMP's `taken` says another
    thing, or, with nothing taken, what a camera wrote by itself.
    """

    fact: str
    text: str
    taken: str = ""


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
    unused: tuple[Unused, ...] = ()


def read(data: bytes) -> FileFacts:
    """Return the facts of a file that `decode` has taken. Never raises."""
    try:
        image = Image.open(io.BytesIO(data), formats=formats())
    except Exception:  # hostile bytes make decoders raise anything
        return FileFacts()
    in_xmp, in_iim, in_exif = (_tried(reader, image) for reader in (_xmp, _iim, _exif))
    for said in (in_xmp, in_iim):
        cameras.leave_out(said, in_exif.get("camera", ""))
    others = _others(in_iim, in_xmp)
    fits = _fits(image)
    found = [in_xmp | others if fits is False else in_xmp, in_iim, in_exif]
    facts = _bounded(_merged(found))
    unused = [*_left_out(facts, found), *(_contradictions(in_xmp, others) if fits is None else ())]
    return replace(facts, unused=tuple(unused))


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
    block = _resource(image, _IIM)
    return iim.facts(block) if len(block) <= MAX_BLOCK else {}


def _resource(image, number: int) -> bytes:
    resources = image.info.get("photoshop")
    block = resources.get(number, b"") if isinstance(resources, dict) else b""
    return block if isinstance(block, bytes) else b""


def _fits(image) -> bool | None:
    """Tell whether IIM is as it was when the XMP was written (XMP part 3); None: nothing tells."""
    digest = _resource(image, _DIGEST)
    if len(digest) != hashlib.md5(usedforsecurity=False).digest_size:
        return None
    return digest == hashlib.md5(_resource(image, _IIM), usedforsecurity=False).digest()


def _exif(image) -> dict:
    if len(image.info.get("exif") or b"") > MAX_BLOCK:
        return {}
    return exif.facts(image.getexif())


def _others(in_iim: dict, in_xmp: dict) -> dict:
    """Return the fields of IIM that say something else than XMP's."""
    taken, day = in_xmp.get("taken_at"), in_iim.get("taken_day")
    if taken and day and not in_iim["taken_at"]:
        in_iim = in_iim | {"taken_at": datetime.combine(day, taken.timetz())}
    both = [name for name in in_xmp if in_xmp[name] and in_iim.get(name)]
    return {name: in_iim[name] for name in both if not _same(name, in_iim[name], in_xmp[name])}


def _same(name: str, field: Any, value: Any) -> bool:
    if isinstance(value, datetime):
        return _same_minute(field, value)
    if isinstance(value, str):
        return iim.same(name, field, value)
    pairs = zip(sorted(field), sorted(value), strict=False)
    return len(field) == len(value) and all(iim.same(name, *pair) for pair in pairs)


def _same_minute(one: datetime, other: datetime) -> bool:
    """Forms keep seconds or don't; where one has no offset, the clocks on the wall count."""
    if not (one.tzinfo and other.tzinfo):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return abs(one - other) < timedelta(minutes=1)


def _merged(found: list[dict]) -> FileFacts:
    said = {name: _first(found, name) for name in [field.name for field in fields(FileFacts)]}
    said["title"] = said["title"] or _first(found, "name")
    said["taken_at"] = _with_offset(found)
    return FileFacts(**{name: value for name, value in said.items() if value not in _NOTHING})


def _first(found: list[dict], name: str) -> Any:
    return next((said[name] for said in found if said.get(name) not in _NOTHING), None)


def _with_offset(found: list[dict]) -> datetime | None:
    """Return the first moment, with its offset where a later one of the same minute has it."""
    moments = [said["taken_at"] for said in found if said.get("taken_at")]
    same = [moment for moment in moments if _same_minute(moment, moments[0])]
    return next((moment for moment in same if moment.tzinfo), moments[0] if moments else None)


def _left_out(facts: FileFacts, found: list[dict]) -> Iterator[Unused]:
    """What a camera wrote is told where nothing else is there."""
    if not facts.caption and (text := _first(found, "left_out")):
        yield Unused("caption", text[:MAX_TEXT])


def _contradictions(in_xmp: dict, others: dict) -> Iterator[Unused]:
    for name in _TOLD:
        if name in others:
            yield Unused(name, str(others[name])[:MAX_TEXT], str(in_xmp[name])[:MAX_TEXT])


def _bounded(facts: FileFacts) -> FileFacts:
    short = {}
    for field in fields(FileFacts):
        value = getattr(facts, field.name)
        if isinstance(value, str):
            short[field.name] = value[:MAX_TEXT]
        elif isinstance(value, tuple):
            short[field.name] = tuple(str(one)[:MAX_TEXT] for one in value[:MAX_NAMES])
    return replace(facts, **short)
