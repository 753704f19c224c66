from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

SMALL = 20_000  # bytes; what readers get is smaller


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no address and that only the server's own account can read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            file_permissions_mode=0o600, directory_permissions_mode=0o700, **options
        )

    def url(self, name: str | None) -> str:
        raise ValueError("Originals have no public address.")


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Static files whose names contain their digest, compressed once.

    A hashed name never changes its bytes, so what is compressed already is left; pages only ever
    name hashed files.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        hashed = set(self.hashed_files.values())
        return super().compress_files(
            path for path in paths if path in hashed and not self._is_compressed(path)
        )

    def _is_compressed(self, name: str) -> bool:
        path = self.path(name)
        return Path(f"{path}.br").exists() and Path(f"{path}.gz").exists()


class QuickCompressor(Compressor):
    """Brotli at its best for what is small. For scripts of the desk that takes seconds, and gains a
    tenth."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return brotli.compress(data, quality=11 if len(data) < SMALL else 9)
