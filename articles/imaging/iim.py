"""IPTC-IIM 4.2, the oldest form of a caption: numbered fields of bytes in no sure encoding."""

import re
from datetime import date, datetime

from articles.text.plain_text import clean_line

MAX_FIELDS = 1000
_UTF8 = b"\x1b%G"
_TEXTS = {
    105: "title",
    5: "name",
    120: "caption",
    90: "city",
    101: "country",
    110: "credit",
    115: "source",
    116: "copyright_notice",
    40: "instructions",
}
_KEYWORD, _BYLINE, _DATE, _TIME = 25, 80, 55, 60
# Bytes that a field may have; others cut what they write here.
_MOST = {
    "title": 256,
    "name": 64,
    "caption": 2000,
    "copyright_notice": 128,
    "instructions": 256,
    "country": 64,
    "keywords": 64,
}
_MOST_OF_OTHERS = 32
_LETTER = 4  # bytes: where one does not fit whole, a field ends before it


def facts(block: bytes) -> dict:
    """Return the facts of an IIM block, as far as it can be read.

    `name` is the sender's for the file; `taken_day` stands alone where no time does.
    """
    read, said = reader_of(block), {}
    for number, value in _fields(block, record=2):
        said.setdefault(number, []).append(value)
    found = {name: read(said[number][0]) for number, name in _TEXTS.items() if number in said}
    found["keywords"] = tuple(read(value) for value in said.get(_KEYWORD, ()))
    found["creator"] = ", ".join(read(value) for value in said.get(_BYLINE, ()))
    day, time = (said.get(key, [b""])[0].decode("ascii", "ignore") for key in (_DATE, _TIME))
    found["taken_at"], found["taken_day"] = _moment(day, time), _day(day)
    return found


def same(name: str, field: str, text: str) -> bool:
    """Tell whether a field says what a text of another block says, as far as it can.

    A field of IIM is cut at its length, and has `?` where its encoding has no letter.
    """
    field, text = clean_line(field), clean_line(text)
    if len(field.encode()) > _MOST.get(name, _MOST_OF_OTHERS) - _LETTER:
        text = text[: len(field)]
    return len(field) == len(text) and all(
        one in ("?", other) for one, other in zip(field, text, strict=True)
    )


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


def _moment(day: str, time: str) -> datetime | None:
    for text, form in ((day + time, "%Y%m%d%H%M%S%z"), (day + time[:6], "%Y%m%d%H%M%S")):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  naive says: no offset known
        except ValueError:
            continue
    return None


def _day(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
