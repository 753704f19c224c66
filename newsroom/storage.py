from typing import Any

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that have no address and that only the server's own account can read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            file_permissions_mode=0o600, directory_permissions_mode=0o700, **options
        )

    def url(self, name: str | None) -> str:
        raise ValueError("Originals have no public address.")
