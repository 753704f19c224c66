"""IPTC-IIM 4.2, the oldest form of a caption: numbered fields of bytes in no sure encoding."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
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
_MAX_BYTES = {
    "title": 256,
    "name": 64,
    "caption": 2000,
    "copyright_notice": 128,
    "instructions": 256,
    "country": 64,
    "keywords": 64,
}
_MAX_BYTES_OF_OTHERS = 32
_LETTER = 4  # bytes: where one does not fit whole, a field ends before it


def facts(block: bytes) -> dict:
    """Return the facts of an IIM block, as far as it can be read.

    `name` is the sender's for the file; `taken_day` stands alone where no time does.
    """
    decode = _decoder(block)
    values: dict[int, list[bytes]] = {}
    for number, value in _fields(block, record=2):
        values.setdefault(number, []).append(value)
    texts = ((name, number) for number, name in _TEXTS.items() if number in values)
    extracted: dict = {name: decode(values[number][0]) for name, number in texts}
    extracted["keywords"] = tuple(map(decode, values.get(_KEYWORD, ())))
    extracted["creator"] = ", ".join(map(decode, values.get(_BYLINE, ())))
    day, time = (
        values.get(key, [b""])[0].decode("ascii", "ignore") for key in (_DATE, _TIME)
    )
    extracted["taken_at"] = first_moment(
        (day + time, "%Y%m%d%H%M%S%z"),
        (day + time[:6], "%Y%m%d%H%M%S"),
    )
    with suppress(ValueError):
        extracted["taken_day"] = date.fromisoformat(day)
    return extracted


def same_text(name: str, field: str, text: str) -> bool:
    """Tell whether a field says what a text of another block says, as far as it can.

    A field of IIM is cut at its length, and has `?` where its encoding has no letter.
    """
    field, text = clean_line(field), clean_line(text)
    if len(field.encode()) > _MAX_BYTES.get(name, _MAX_BYTES_OF_OTHERS) - _LETTER:
        text = text[: len(field)]
    if len(field) != len(text):
        return False
    return all(one in ("?", other) for one, other in zip(field, text, strict=True))


def _decoder(block: bytes) -> Callable[[bytes], str]:
    """Return the decoder of a block: as it declares, else as its bytes look."""
    declared = next(
        (value for number, value in _fields(block, record=1) if number == 90), b""
    )
    if declared == _UTF8:
        return lambda value: value.decode("utf-8", "replace")
    encoding = guess_encoding(b"\n".join(value for _, value in _fields(block, record=2)))
    return lambda value: value.decode(encoding, "replace")


def guess_encoding(text: bytes) -> str:
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


def _fields(block: bytes, *, record: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, bytes) of a record; a field that does not fit ends the block."""
    at = 0
    for _ in range(MAX_FIELDS):
        if at + 5 > len(block) or block[at] != 0x1C:
            return
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        if size & 0x8000 or at + 5 + size > len(
            block
        ):  # longer forms have no use in captions
            return
        if block[at + 1] == record:
            yield block[at + 2], block[at + 5 : at + 5 + size]
        at += 5 + size


def first_moment(*candidates: tuple[str, str]) -> datetime | None:
    """Return the first text that its format reads; naive where no offset is known."""
    for text, form in candidates:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007  naive: see above
        except ValueError:
            continue
    return None
