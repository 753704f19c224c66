from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from whitenoise.storage import CompressedManifestStaticFilesStorage


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no address and that only the server's own account can read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700, **options)

    def url(self, name: str | None) -> str:
        raise ValueError("Originals have no public address.")


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Static files whose names contain their digest, compressed once.

    Brotli at its best takes seconds for an editor's script. A hashed name never changes its
    bytes, so what is compressed already is left; pages only ever name hashed files.
    """

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        hashed = set(self.hashed_files.values())
        return super().compress_files(
            path for path in paths if path in hashed and not self._is_compressed(path)
        )

    def _is_compressed(self, name: str) -> bool:
        path = self.path(name)
        return Path(f"{path}.br").exists() and Path(f"{path}.gz").exists()
