"""The photos of the newsroom, wherever they are stored, as names and files."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.core.files import File as DjangoFile
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
    storage, inner = _place(name)
    with storage.open(inner) as found, to.open("wb") as written:
        shutil.copyfileobj(found, written, 1024 * 1024)


def size(name: str) -> int:
    storage, inner = _place(name)
    return storage.size(inner)


def keep(name: str, source: Path) -> None:
    """Store a file under its name again."""
    storage, inner = _place(name)
    with source.open("rb") as file:
        if storage.save(inner, DjangoFile(file)) != inner:
            raise FileExistsError(f"{name} is there already.")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while part := file.read(1024 * 1024):
            found.update(part)
    return found.hexdigest()


def _place(name: str) -> tuple[Storage, str]:
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
