"""Files as they stream in: one that is over its limit is thrown away, the others are kept."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from .decode import MAX_BYTES


class OneFileLimit(FileUploadHandler):
    """Stands before the handlers that keep files; names what it threw away on the request.

    `request.too_large` is a list of file names. Nothing of such a file is kept, in memory or on
    disk, beyond the limit, and it is not among `request.FILES`.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_BYTES:
            self.request.too_large = [*too_large(self.request), self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large(request: Any) -> list[str]:
    """Return the names of the files of a request that were over the limit."""
    return list(getattr(request, "too_large", ()))
