"""Catalogues of translations, read as text: nothing has to be compiled or installed beforehand.

gettext's own tools are absent on a fresh machine, and what they make is no source. So the `.po`
files are read when the program starts, a few milliseconds, and given to Django as what they would
have been compiled to (docs/decisions/0014-catalogues-are-read-as-text.md).
"""

import ast
import gettext
import re
import struct
from io import BytesIO
from pathlib import Path

from django.utils.translation import trans_real

LOCALE = Path(__file__).resolve().parents[1] / "locale"
LANGUAGES = ("az", "ru")
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr)(?:\[(\d)\])?\s+)?(".*")')
_MAGIC, _HEADER = 0x950412DE, 28


def install() -> None:
    """Give Django the catalogues of readers' pages."""
    for language in LANGUAGES:
        trans_real.translation(language).merge(load(language))


def load(language: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(compiled(read(path(language).read_text("utf-8")))))


def path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(text: str) -> dict[str, str]:
    """Return the messages of a `.po` file; plurals are joined by NUL as gettext has them.

    Raises ValueError, with the line, for what is no `.po`.
    """
    messages: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = line.strip()
        if line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if line and not match:
            raise ValueError(f"Line {number} is no line of a catalogue: {line}")
        if not match or match[1] == "msgid":
            _keep(entry, messages)
            entry = {}
        if match:
            field = f"{match[1]}{match[2] or ''}" if match[1] else field
            entry[field] = entry.get(field, "") + ast.literal_eval(match[3])
    return messages


def compiled(messages: dict[str, str]) -> bytes:
    """Return messages as the bytes of a `.mo` file, sorted as the format wants."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    at = _HEADER + 16 * len(pairs)
    tables: tuple[list[int], list[int]] = ([], [])
    for side, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[side]), at]
            at += len(pair[side]) + 1
    head = (_MAGIC, 0, len(pairs), _HEADER, _HEADER + 8 * len(pairs), 0, 0)
    words = b"".join(pair[side] + b"\0" for side in (0, 1) for pair in pairs)
    return struct.pack(f"<7I{4 * len(pairs)}I", *head, *tables[0], *tables[1]) + words


def _keep(entry: dict[str, str], messages: dict[str, str]) -> None:
    if "msgid" not in entry:
        return
    key = entry["msgid"]
    if "msgid_plural" in entry:
        key += "\0" + entry["msgid_plural"]
    said = [text for field, text in sorted(entry.items()) if field.startswith("msgstr")]
    messages[key] = "\0".join(said)
