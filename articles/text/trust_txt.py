"""trust.txt: whom a publisher belongs to, controls and answers to (journallist.net)."""

import re
from urllib.parse import urlsplit

from .plain_text import clean_line

NAMES = frozenset(
    "member belongto control controlledby social vendor customer disclosure contact".split()
)
TRAINING = "datatrainingallowed"
_MAIL = re.compile(r"(mailto:)?[^@\s]+@([^@\s.]+\.)+[^@\s.]+")


def clean_trust(text: str) -> str:
    """Return the file tidied. Raises ValueError with a sentence naming the first wrong line."""
    lines = [clean_line(line) for line in text.splitlines()]
    return "\n".join(_line(number, line) for number, line in enumerate(lines, 1)).strip()


def _line(number: int, line: str) -> str:
    if not line or line.startswith("#"):
        return line
    name, equals, value = (part.strip() for part in line.partition("="))
    name = name.lower()
    if not equals or name not in NAMES | {TRAINING}:
        known = ", ".join(sorted(NAMES | {TRAINING}))
        raise ValueError(
            f"Line {number} must begin with one of these and an equals sign: {known}."
        )
    if name == TRAINING:
        value = value.lower()
        if value not in ("yes", "no"):
            raise ValueError(f"Line {number}: {TRAINING} is yes or no.")
    elif not _reachable(name, value):
        raise ValueError(
            f"Line {number}: “{value}” is no web address that begins with https://."
        )
    return f"{name}={value}"


def _reachable(name: str, value: str) -> bool:
    if name == "contact" and _MAIL.fullmatch(value):
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value
