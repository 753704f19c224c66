"""Files of photos: names nobody can guess, bytes that are whole or not there."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

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


def write_whole(storage: Storage, name: str, data: bytes) -> None:
    """Store the bytes under exactly this name; a crash leaves the whole file or none.

    The caller writes its row afterwards, so that no row ever names half a file.
    """
    if isinstance(storage, FileSystemStorage):
        _write_file(storage, Path(storage.path(name)), data)
        return
    saved = storage.save(name, ContentFile(data))
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
