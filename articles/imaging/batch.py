"""Many pictures at once, from a folder or a ZIP: one at a time, each within its limits.

Nothing is ever written: names from outside are only read and shown, so no path in an archive
leads anywhere, and a bomb in it is cut off at the size of one photo.
"""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from .decode import MAX_BYTES, BadPhoto

MAX_FILES = 100_000
MAX_RATIO = 200  # pictures hardly shrink in a ZIP; what shrinks more is no picture
READ_LIMIT = MAX_BYTES + 1  # one byte more than a photo may have: `decode` refuses it
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
class BatchFile:
    """A file of the batch; `read` returns its bytes or raises BadPhoto with a sentence."""

    name: str
    read: Callable[[], bytes]


def batch_files(path: Path) -> list[BatchFile]:
    """Return the files of a folder, and of those below it, or of a ZIP, in order of their names.

    Hidden files and what systems add by themselves are left out. Raises BadPhoto where the path
    leads to neither, or holds too much.
    """
    if path.is_dir():
        files = _files_in_folder(path)
    elif zipfile.is_zipfile(path):
        files = _files_in_zip(path)
    else:
        raise BadPhoto(f"{path.name} is neither a folder nor a ZIP file.")
    files = [file for file in files if not _is_system_file(file.name)]
    if len(files) > MAX_FILES:
        raise BadPhoto(
            f"{path.name} holds more than {MAX_FILES:,} files: bring it in parts."
        )
    return sorted(files, key=lambda file: file.name)


def _files_in_folder(folder: Path) -> list[BatchFile]:
    root = folder.resolve()
    return [
        BatchFile(path.relative_to(folder).as_posix(), partial(_read_path, path, root))
        for path in folder.rglob("*")
        if not path.is_dir()
    ]


def _read_path(path: Path, root: Path) -> bytes:
    if not path.resolve().is_relative_to(root):
        raise BadPhoto("This is a link that leads out of the folder.")
    # A pipe or a device would be read for ever.
    if not path.is_file():
        raise BadPhoto("This is not an ordinary file.")
    with path.open("rb") as file:
        return file.read(READ_LIMIT)


def _files_in_zip(path: Path) -> list[BatchFile]:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    return [
        BatchFile(entry.filename, partial(_read_entry, path, entry))
        for entry in entries
        if not entry.is_dir()
    ]


def _read_entry(path: Path, entry: zipfile.ZipInfo) -> bytes:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise BadPhoto("Its name leads out of the archive.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise BadPhoto("This is a link, not a photo.")
    if entry.flag_bits & 1:
        raise BadPhoto("It is locked with a password.")
    if entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise BadPhoto("The archive expands too much (possible zip bomb).")
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
            return file.read(READ_LIMIT)
    except UNREADABLE as error:
        raise BadPhoto("It is damaged in the archive.") from error


def _is_system_file(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1] == "Thumbs.db"
