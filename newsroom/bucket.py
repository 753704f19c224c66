"""Photos in S3-compatible storage: the two storages that `MEDIA_S3` makes of two buckets."""

import errno
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.utils.deconstruct import deconstructible
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage

YEAR = 365 * 24 * 60 * 60
SIGNED_FOR = 60  # seconds; long enough for a browser to begin

# An upload to a storage that is down is refused within five seconds: one attempt, short waits.
PATIENCE = Config(
    connect_timeout=1.5,
    read_timeout=2.5,
    retries={"total_max_attempts": 1},
    max_pool_connections=32,
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",  # what only Amazon's own understands
    response_checksum_validation="when_required",
)


class NoAnswer(OSError):
    """The bucket is not there, does not answer or refuses us."""


@deconstructible
class Bucket(S3Storage):
    """Objects are written in one request, so that they are whole or not there.

    One client serves all threads: making one takes longer than storing a photo's file.
    """

    kept: str | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(client_config=PATIENCE, file_overwrite=True, default_acl=None, **options)

    @cached_property
    def client(self) -> Any:
        return self.connection.meta.client

    def _open(self, name: str, mode: str = "rb") -> File:
        with answering(name):
            answer = self.client.get_object(Bucket=self.bucket_name, Key=name)
            return ContentFile(answer["Body"].read(), name)

    def _save(self, name: str, content: File) -> str:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"ContentType": kind} | ({"CacheControl": self.kept} if self.kept else {})
        content.seek(0)
        with answering(name):
            self.client.put_object(
                Bucket=self.bucket_name, Key=name, Body=content.read(), **headers
            )
        return name

    def delete(self, name: str) -> None:
        with answering(name):
            self.client.delete_object(Bucket=self.bucket_name, Key=name)

    def exists(self, name: str) -> bool:
        try:
            with answering(name):
                self.client.head_object(Bucket=self.bucket_name, Key=name)
        except FileNotFoundError:
            return False
        return True

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with answering(name):
            return super().listdir(name)

    def get_modified_time(self, name: str) -> datetime:
        with answering(name):
            return super().get_modified_time(name)


@deconstructible
class PublicBucket(Bucket):
    """What readers get. Names are never used twice, so the bytes may be kept for good.

    Pages name our own `/media/`, where a photo that has ended is 410 at once.
    """

    kept = f"public, max-age={YEAR}, immutable"


@deconstructible
class PrivateBucket(Bucket):
    """Originals. `signed` gives whoever was asked about an address for a minute."""

    kept = "private, no-store"

    def url(self, name: str, *args: Any, **options: Any) -> str:
        raise ValueError("Originals have no public address.")

    def signed(self, name: str, file_name: str) -> str:
        """An address that works for a minute and saves under this name."""
        shown = {"ResponseContentDisposition": content_disposition_header(True, file_name)}
        return super().url(name, parameters=shown, expire=SIGNED_FOR)


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Turn what boto raises into what Django's own storage raises. Raises NoAnswer."""
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404 and _names_a_key(error):
            raise FileNotFoundError(errno.ENOENT, "There is no such object", name) from error
        raise NoAnswer(errno.EIO, "The bucket refuses") from error
    except BotoCoreError as error:
        raise NoAnswer(errno.EIO, "The bucket does not answer") from error


def _names_a_key(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in {"NoSuchKey", "404"}
