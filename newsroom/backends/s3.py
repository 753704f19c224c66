"""S3-compatible storage: the two storages that `MEDIA_S3` makes of two buckets, and its clients."""

import errno
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible
from django.utils.http import content_disposition_header

SIGNED_FOR = 60  # seconds; long enough for a browser to begin

# An upload to a storage that is down is refused within five seconds: one attempt, short waits.
IMPATIENT = Config(
    connect_timeout=1.5,
    read_timeout=2.5,
    retries={"total_max_attempts": 1},
    max_pool_connections=32,
    signature_version="s3v4",
    s3={"addressing_style": "path"},
)
# A backup of the night may wait for it, but not for five minutes each time.
PATIENT = Config(connect_timeout=10)
# Checksums that boto3 sends unasked since 1.36 are known to Amazon alone.
COMPATIBLE = Config(
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class NoAnswer(OSError):
    """The bucket is not there, does not answer or refuses us."""


def client(config: Config | None = None, **keys: Any) -> Any:
    """Return a client of any S3-compatible storage; what is not given stands in AWS_… variables."""
    return boto3.client("s3", config=COMPATIBLE.merge(config or Config()), **keys)


@deconstructible
class Bucket(Storage):
    """Objects by name, each written in one request, so that it is whole or not there.

    One client serves all threads: making one takes longer than storing a photo's file.
    """

    cache_control = ""

    def __init__(self, bucket_name: str, **keys: Any) -> None:
        self.bucket_name, self.keys = bucket_name, keys

    @cached_property
    def client(self) -> Any:
        return client(IMPATIENT, **self.keys)

    def _open(self, name: str, mode: str = "rb") -> File:
        with answering(name):
            answer = self.client.get_object(Bucket=self.bucket_name, Key=name)
            return ContentFile(answer["Body"].read(), name)

    def _save(self, name: str, content: File) -> str:
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        content.seek(0)
        with answering(name):
            self.client.put_object(
                Bucket=self.bucket_name,
                Key=name,
                Body=content.read(),
                ContentType=content_type,
                CacheControl=self.cache_control,
            )
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return (
            name  # Names are random; the one that is written again is the probe of /readyz.
        )

    def delete(self, name: str) -> None:
        with answering(name):
            self.client.delete_object(Bucket=self.bucket_name, Key=name)

    def exists(self, name: str) -> bool:
        try:
            self._head(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return self._head(name)["ContentLength"]

    def get_modified_time(self, name: str) -> datetime:
        return self._head(name)["LastModified"]

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        folder = f"{path}/" if path else ""
        folders, files = [], []
        with answering(path):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket_name, Prefix=folder, Delimiter="/"
            )
            for page in pages:
                folders += [one["Prefix"] for one in page.get("CommonPrefixes", ())]
                files += [one["Key"] for one in page.get("Contents", ())]
        names = [name.removeprefix(folder).rstrip("/") for name in folders]
        return names, [name.removeprefix(folder) for name in files]

    def _head(self, name: str) -> dict[str, Any]:
        with answering(name):
            return self.client.head_object(Bucket=self.bucket_name, Key=name)


@deconstructible
class PublicBucket(Bucket):
    """What readers get.

    Pages name our own `/media/`, where a photo that has ended is 410 at once. Whoever puts a cache
    before the bucket itself is told to keep a file no longer than that cache may.
    """

    cache_control = "public, max-age=60"


@deconstructible
class PrivateBucket(Bucket):
    """Originals. `signed` gives whoever was asked about an address for a minute."""

    cache_control = "private, no-store"

    def url(self, name: str, *args: Any, **options: Any) -> str:
        raise ValueError("Originals have no public address.")

    def signed(self, name: str, file_name: str) -> str:
        """An address that works for a minute and saves under this name."""
        shown = {"ResponseContentDisposition": content_disposition_header(True, file_name)}
        target = {"Bucket": self.bucket_name, "Key": name, **shown}
        return self.client.generate_presigned_url(
            "get_object", target, ExpiresIn=SIGNED_FOR
        )


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Turn what boto raises into what Django's own storage raises. Raises NoAnswer."""
    try:
        yield
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        # A bucket that is not there is a 404 too.
        if status == 404 and error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
            raise FileNotFoundError(errno.ENOENT, "Object not found", name) from error
        raise NoAnswer(errno.EIO, "The bucket refuses") from error
    except (NoCredentialsError, PartialCredentialsError) as error:
        raise NoAnswer(errno.EIO, "There are no keys to the bucket") from error
    except (BotoCoreError, Boto3Error) as error:
        raise NoAnswer(errno.EIO, "The bucket does not answer") from error
