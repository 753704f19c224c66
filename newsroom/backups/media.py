"""The photos of the newsroom, wherever they are stored, as names and files."""

import shutil
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, storages

# Folder of the pool → the storage whose files lie in it.
STORAGES = {"media/public": "default", "media/private": "originals"}


def names() -> Iterator[str]:
    """Names of all stored files, as the pool calls them; what is still being written is left."""
    for folder, alias in STORAGES.items():
        for name in _walk(storages[alias], ""):
            yield f"{folder}/{name}"


def is_empty() -> bool:
    return next(names(), None) is None


def fetch(name: str, to: Path) -> None:
    """Copy a stored file to a path. Raises FileNotFoundError where it has gone meanwhile."""
    storage, inner = _storage_of(name)
    with storage.open(inner) as stored, to.open("wb") as copy:
        shutil.copyfileobj(stored, copy, 1024 * 1024)


def size(name: str) -> int:
    storage, inner = _storage_of(name)
    return storage.size(inner)


def store(name: str, source: Path) -> None:
    """Store a file under its name again."""
    storage, inner = _storage_of(name)
    with source.open("rb") as file:
        if storage.save(inner, File(file)) != inner:
            raise FileExistsError(f"{name} is there already.")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _storage_of(name: str) -> tuple[Storage, str]:
    for folder, alias in STORAGES.items():
        if name.startswith(f"{folder}/"):
            return storages[alias], name.removeprefix(f"{folder}/")
    raise ValueError(f"{name} is not the name of a stored photo.")


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    inside = f"{folder}/" if folder else ""
    yield from (f"{inside}{name}" for name in sorted(files) if not name.startswith("."))
    for name in sorted(folders):
        yield from _walk(storage, f"{inside}{name}")
