"""The tables of tests/repository/words.md: what is retired, as what, and what to say instead."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

WORDS = Path(__file__).with_name("words.md")
_CODE = re.compile(r"`([^`]+)`")
# Signs, capitals of an abbreviation, a word, a number.
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@cache
def parts(name: str) -> tuple[str, ...]:
    """Split a name at its signs and capitals: `notFound` and `_not_found` are two words."""
    return tuple(part.lower() for part in _PART.findall(name))


def _contains(name: tuple[str, ...], stay: tuple[str, ...]) -> bool:
    starts = range(len(name) - len(stay) + 1)
    return any(name[at : at + len(stay)] == stay for at in starts)


@dataclass(frozen=True)
class Entry:
    """One retired word, name, module or phrase."""

    kind: str
    retired: str
    instead: str
    stays: tuple[str, ...] = ()
    folder: str = ""

    def is_in(self, path: str) -> bool:
        return path.startswith(self.folder)

    def retires_name(self, name: str, *, is_definition: bool = False) -> bool:
        """Whether a name is, or has in it, what is retired; definitions: of `name()`."""
        if self.retired.endswith("()"):
            return is_definition and name == self.retired[:-2]
        if not self.retired.startswith("~"):
            return name == self.retired
        return self.retired[1:] in parts(name) and not self._excepted(name)

    def _excepted(self, name: str) -> bool:
        """One word stays alone as the whole name, several also inside of a longer one."""
        several = [parts(stay) for stay in self.stays if len(parts(stay)) > 1]
        return name in self.stays or any(_contains(parts(name), stay) for stay in several)

    @cached_property
    def phrase(self) -> str:
        return self.retired.removeprefix("=")

    @cached_property
    def begins(self) -> str:
        return self.phrase.split()[0]

    @cached_property
    def is_whole(self) -> bool:
        return self.retired.startswith("=")

    @cached_property
    def pattern(self) -> re.Pattern:
        """The phrase as a reader meets it: lines are broken anywhere, words are not."""
        but_not = "".join(rf"(?!{_spaced(stay)})" for stay in self.stays)
        return re.compile(rf"(?<!\w){but_not}{_spaced(self.phrase)}(?!\w)")


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())


def read(path: Path = WORDS) -> list[Entry]:
    """Return all entries; a table's kind is the first word of its heading."""
    entries, kind = [], ""
    for line in path.read_text().splitlines():
        if line.startswith("## "):
            kind = re.match(r"\w+", line[3:])[0].lower()
        elif line.startswith("|") and not line.startswith(("| Retired |", "|--")):
            entries += _row(kind, *(cell.strip() for cell in line.strip("|").split("|")))
    return entries


def _row(kind: str, retired: str, instead: str, stays: str = "") -> list[Entry]:
    if kind == "phrases":
        return [Entry(kind, retired, instead, tuple(stays.split(", ")) if stays else ())]
    names, _, folder = retired.partition(" in ")
    return [
        Entry(kind, name, instead, tuple(_CODE.findall(stays)), folder.strip("`"))
        for name in _CODE.findall(names)
    ]
