"""Files of photos: names nobody can guess, bytes that are whole or not there."""

import hashlib
import logging
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

logger = logging.getLogger(__name__)

AT_A_TIME = (
    8  # files of one photo that are written together: disks and buckets answer slowly
)

# A file being written ends so; one that a killed process left behind may be swept.
UNFINISHED = ".part"


def random_name(extension: str) -> str:
    """`ab/abcdef….jpg` with 128 random bits; no part of it ever comes from a user."""
    extension = extension.lstrip(".").lower()
    if not re.fullmatch("[a-z0-9]{2,5}", extension):
        raise ValueError(f"Not a file extension: {extension!r}.")
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}.{extension}"


def sha256(data: bytes) -> str:
    """The digest of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class NotStored(OSError):
    """The storage did not take a file; its message is a sentence for an editor."""


def write_all(storage: Storage, files: Mapping[str, bytes]) -> None:
    """Store several files, or none where one of them can't be stored.

    Raises NotStored; what was written by then is removed as far as the storage lets us, and the
    rest is what `manage.py repair media --sweep` is for.
    """
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        writes = {
            pool.submit(write_whole, storage, name, data): name
            for name, data in files.items()
        }
        wait(writes, return_when=FIRST_EXCEPTION)
        pool.shutdown(cancel_futures=True)  # the others would wait for the same refusal
    begun = {write: name for write, name in writes.items() if not write.cancelled()}
    failures = [error for write in begun if (error := write.exception())]
    if not failures:
        return
    if len(failures) < len(
        begun
    ):  # else nothing is there, or nothing answers: don't wait again
        remove_all(storage, begun.values())
    raise failures[0]


def remove_all(storage: Storage, names: Iterable[str]) -> None:
    """Remove files; one that is gone or can't be removed now does not stop the others."""

    def remove(name: str) -> None:
        try:
            storage.delete(name)
        except Exception:  # each storage raises its own kind
            logger.warning("Could not remove %s; repair media --sweep will.", name)

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(remove, names))


def write_whole(storage: Storage, name: str, data: bytes) -> None:
    """Store the bytes under exactly this name; a crash leaves the whole file or none.

    The caller writes its row afterwards, so that no row ever names half a file. Raises NotStored
    where the storage is full, down, or may not be written to.
    """
    if isinstance(storage, FileSystemStorage):
        try:
            _write_file(storage, Path(storage.path(name)), data)
        except OSError as error:
            raise NotStored(f"The photo could not be stored: {error.strerror}.") from error
        return
    try:
        saved = storage.save(name, ContentFile(data))
    except Exception as error:  # boto's, urllib3's, the network's: each storage has its own
        logger.exception("The storage of photos does not take files.")
        raise NotStored(
            "The storage of photos does not answer; nothing was saved."
        ) from error
    if saved != name:
        storage.delete(saved)
        raise FileExistsError(f"{name} is taken.")


def _write_file(storage: FileSystemStorage, path: Path, data: bytes) -> None:
    _make_directory(path.parent, storage.directory_permissions_mode)
    unfinished = path.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
    try:
        with open(unfinished, "xb") as file:
            file.write(data)
            if storage.file_permissions_mode is not None:
                os.fchmod(file.fileno(), storage.file_permissions_mode)
            file.flush()
            os.fsync(file.fileno())  # the rename may reach the disk before the bytes do
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_directory(path.parent)


def _make_directory(path: Path, mode: int | None) -> None:
    if path.is_dir():
        return
    _make_directory(path.parent, mode)
    path.mkdir(exist_ok=True)
    if mode is not None:
        path.chmod(mode)
    _sync_directory(path.parent)  # a new directory is safe once its parent is on disk too


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
