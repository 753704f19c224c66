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

AT_A_TIME = 8  # files of one photo that are written together: disks and buckets answer slowly

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
        writing = {
            pool.submit(write_whole, storage, name, data): name for name, data in files.items()
        }
        wait(writing, return_when=FIRST_EXCEPTION)
        pool.shutdown(cancel_futures=True)  # the others would wait for the same refusal
    begun = {one: name for one, name in writing.items() if not one.cancelled()}
    failures = [error for one in begun if (error := one.exception())]
    if not failures:
        return
    if len(failures) < len(begun):  # else nothing is there, or nothing answers: don't wait again
        remove_all(storage, begun.values())
    raise failures[0]


def remove_all(storage: Storage, names: Iterable[str]) -> None:
    """Remove files; one that is gone or can't be removed now does not stop the others."""
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(lambda name: _remove(storage, name), names))


def _remove(storage, name):
    try:
        storage.delete(name)
    except Exception:  # each storage raises its own kind
        logger.warning("Could not remove %s; repair media --sweep will.", name)


def write_whole(storage: Storage, name: str, data: bytes) -> None:
    """Store the bytes under exactly this name; a crash leaves the whole file or none.

    The caller writes its row afterwards, so that no row ever names half a file. Raises NotStored
    where the storage is full, down, or may not be written to.
    """
    if isinstance(storage, FileSystemStorage):
        path = Path(storage.path(name))
        try:
            _write_file(storage, path, data)
        except OSError as error:
            raise NotStored(f"The photo could not be stored: {error.strerror}.") from error
        return
    try:
        saved = storage.save(name, ContentFile(data))
    except Exception as error:  # boto's, urllib3's, the network's: each storage has its own
        logger.exception("The storage of photos does not take files.")
        raise NotStored("The storage of photos does not answer; nothing was saved.") from error
    if saved != name:
        storage.delete(saved)
        raise FileExistsError(f"{name} is taken.")


def _write_file(storage, final, data):
    _make_directory(final.parent, storage.directory_permissions_mode)
    unfinished = final.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
    try:
        _write_through(unfinished, data, storage.file_permissions_mode)
        os.replace(unfinished, final)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_directory(final.parent)


def _write_through(path, data, mode):
    """Write and wait for the disk: a rename may reach it before the bytes do."""
    with open(path, "xb") as file:
        file.write(data)
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())


def _make_directory(path, mode):
    """A new directory is safe once its parent is on disk too."""
    if path.is_dir():
        return
    _make_directory(path.parent, mode)
    path.mkdir(exist_ok=True)
    if mode is not None:
        path.chmod(mode)
    _sync_directory(path.parent)


def _sync_directory(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
