"""Many pictures at once, from a folder or a ZIP: one at a time, each within its limits.

Nothing is ever written: names from outside are only read and shown, so no path in an archive
leads anywhere, and a bomb in it is cut off at the size of one photo.
"""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .decode import MAX_BYTES, BadPhoto

MAX_FILES = 100_000
MAX_RATIO = 200  # pictures hardly shrink in a ZIP; what shrinks more is no picture
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
)


@dataclass(frozen=True)
class Sent:
    """A file of the batch; `read` returns its bytes or raises BadPhoto with a sentence."""

    name: str
    read: Callable[[], bytes]


def sent(place: Path) -> list[Sent]:
    """Return the files of a folder, and of those below it, or of a ZIP, in order of their names.

    Hidden files and what systems add by themselves are left out. Raises BadPhoto where the place
    is neither, or holds too much.
    """
    if place.is_dir():
        found = list(_of_folder(place))
    elif zipfile.is_zipfile(place):
        found = list(_of_zip(place))
    else:
        raise BadPhoto(f"{place.name} is neither a folder nor a ZIP file.")
    if len(found) > MAX_FILES:
        raise BadPhoto(f"{place.name} holds more than {MAX_FILES:,} files: bring it in parts.")
    return found


def _of_folder(place: Path) -> Iterator[Sent]:
    root = place.resolve()
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_dir() or _by_itself(name):
            continue
        yield Sent(name, lambda path=path: _from_disk(path, root))


def _from_disk(path: Path, root: Path) -> bytes:
    if not path.resolve().is_relative_to(root):
        raise BadPhoto("This is a link that leads out of the folder.")
    if not path.is_file():
        raise BadPhoto("This is not an ordinary file.")
    with path.open("rb") as file:
        return _bounded(file)


def _of_zip(place: Path) -> Iterator[Sent]:
    with zipfile.ZipFile(place) as archive:
        entries = archive.infolist()
    for entry in sorted(entries, key=lambda entry: entry.filename):
        if not entry.is_dir() and not _by_itself(entry.filename):
            yield Sent(entry.filename, lambda entry=entry: _from_zip(place, entry))


def _from_zip(place: Path, entry: zipfile.ZipInfo) -> bytes:
    parts = PurePosixPath(entry.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        raise BadPhoto("Its name leads out of the archive.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadPhoto("This is a link, not a photo.")
    if entry.flag_bits & 1:
        raise BadPhoto("It is locked with a password.")
    if entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise BadPhoto("The archive expands too much (possible zip bomb).")
    try:
        with zipfile.ZipFile(place) as archive, archive.open(entry) as file:
            return _bounded(file)
    except UNREADABLE as error:
        raise BadPhoto("It is damaged in the archive.") from error


def _bounded(file) -> bytes:
    """Read as much as a photo may have, and one byte, which `decode` refuses."""
    return file.read(MAX_BYTES + 1)


def _by_itself(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"
