"""IPTC-IIM 4.2, the oldest form of a caption: numbered fields of bytes in no sure encoding."""

import re
from datetime import datetime

MAX_FIELDS = 1000
_UTF8 = b"\x1b%G"
_TEXTS = {
    105: "title",
    120: "caption",
    90: "city",
    101: "country",
    110: "credit",
    115: "source",
    116: "copyright_notice",
    40: "instructions",
}
_OBJECT_NAME, _KEYWORD, _BYLINE, _DATE, _TIME = 5, 25, 80, 55, 60


def facts(block: bytes) -> dict:
    """Return the facts of an IIM block, as far as it can be read."""
    read, said = reader_of(block), {}
    for number, value in _fields(block, record=2):
        said.setdefault(number, []).append(value)
    found = {name: read(said[number][0]) for number, name in _TEXTS.items() if number in said}
    if _OBJECT_NAME in said:
        found.setdefault("title", read(said[_OBJECT_NAME][0]))
    found["keywords"] = tuple(read(value) for value in said.get(_KEYWORD, ()))
    found["creator"] = ", ".join(read(value) for value in said.get(_BYLINE, ()))
    found["taken_at"] = _moment(*(said.get(key, [b""])[0] for key in (_DATE, _TIME)))
    return found


def reader_of(block: bytes):
    """Return the decoder of a block: as it declares, else as its bytes look."""
    declared = next((value for number, value in _fields(block, record=1) if number == 90), b"")
    if declared == _UTF8:
        return lambda value: value.decode("utf-8", "replace")
    encoding = guessed(b"\n".join(value for _, value in _fields(block, record=2)))
    return lambda value: value.decode(encoding, "replace")


def guessed(text: bytes) -> str:
    """Return the encoding that undeclared bytes are in: UTF-8, Windows-1251 or Latin-1.

    UTF-8 is hardly ever valid by chance. Of the others, Cyrillic words are whole runs of high
    bytes, while in Western words a high byte stands alone among ASCII letters.
    """
    try:
        text.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    words = re.findall(rb"[A-Za-z\x80-\xff]+", text)
    high = [word for word in words if any(byte > 0x7F for byte in word)]
    cyrillic = [word for word in high if sum(byte >= 0xC0 for byte in word) * 2 > len(word)]
    return "cp1251" if len(cyrillic) * 2 > len(high) else "cp1252"


def _fields(block: bytes, *, record: int):
    """Yield (number, bytes) of a record; a field that does not fit ends the block."""
    at = 0
    for _ in range(MAX_FIELDS):
        if at + 5 > len(block) or block[at] != 0x1C:
            return
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        if size & 0x8000 or at + 5 + size > len(block):  # longer forms have no use in captions
            return
        if block[at + 1] == record:
            yield block[at + 2], block[at + 5 : at + 5 + size]
        at += 5 + size


def _moment(date: bytes, time: bytes) -> datetime | None:
    day = date.decode("ascii", "ignore")
    hour = time.decode("ascii", "ignore")
    for text, form in ((day + hour, "%Y%m%d%H%M%S%z"), (day + hour[:6], "%Y%m%d%H%M%S")):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  naive says: no offset known
        except ValueError:
            continue
    return None
