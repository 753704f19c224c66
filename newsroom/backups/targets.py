"""Where backups lie: a folder, or a bucket of an S3-compatible storage."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .refusals import BadBackup, BadTarget, NoBucket
from .workspace import FULL, UNFINISHED


class Target(Protocol):
    """Files by name. What goes wrong is a Refusal or an OSError."""

    def disk(self) -> Path:
        """A folder on whose disk a copy may lie for a while, beside the target where possible."""

    def put(self, name: str, source: Path) -> None:
        """Make a file, whole or not at all. The source may be gone afterwards."""

    def get(self, name: str, to: Path) -> None:
        """Copy a file to a path. Raises BadBackup where it is not there or can't be read."""

    def names(self, prefix: str = "") -> set[str]: ...

    def delete(self, name: str) -> None: ...


def target(address: str) -> Target:
    """The target of `/var/backups/newsroom` or `s3://bucket/prefix`. Raises BadTarget."""
    if address.startswith("s3://"):
        bucket, _, prefix = address.removeprefix("s3://").partition("/")
        if not bucket:
            raise BadTarget("A bucket is named as s3://bucket/prefix.")
        if settings.MEDIA_S3 and bucket in settings.MEDIA_S3["buckets"]:
            raise BadTarget(f"The bucket {bucket} holds the photos: name another one.")
        return BackupBucket(bucket, prefix.strip("/"))
    folder = Path(address)
    if not folder.is_absolute():
        raise BadTarget(
            "A target is named by its full path, as /var/backups/newsroom, or as "
            f"s3://bucket/prefix, not {address!r}."
        )
    _refuse_folders_of_ours(folder.resolve())
    return BackupFolder(folder)


def _refuse_folders_of_ours(folder: Path) -> None:
    """There backups would be taken for photos, shown to readers or lost with what they are of."""
    for name in ("MEDIA_ROOT", "STATIC_ROOT", "VAR_DIR", "BASE_DIR"):
        ours = Path(getattr(settings, name)).resolve()
        what = "the code" if name == "BASE_DIR" else name
        if folder.is_relative_to(ours):
            raise BadTarget(
                f"{folder} lies in {what} ({ours}): name a folder apart from it."
            )
        if ours.is_relative_to(folder):
            raise BadTarget(f"{folder} holds {what} ({ours}): name a folder apart from it.")


class BackupFolder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def disk(self) -> Path:
        """The folder itself, or VAR_DIR where it can only be read."""
        read_only = self.root.exists() and not os.access(self.root, os.W_OK)
        return settings.VAR_DIR if read_only else self.root

    def put(self, name: str, source: Path) -> None:
        final = self.root / name
        final.parent.mkdir(parents=True, exist_ok=True)
        unfinished = final.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
        try:
            # a rename, where it does not lead to another disk
            shutil.move(source, unfinished)
            _sync(unfinished)
            os.replace(unfinished, final)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync(final.parent)

    def get(self, name: str, to: Path) -> None:
        try:
            shutil.copyfile(self.root / name, to)
        except FileNotFoundError:
            raise BadBackup(f"{name} is missing.") from None
        except OSError as error:
            if error.errno in FULL:
                raise
            raise BadBackup(f"{name} can't be read: {error.strerror or error}.") from error

    def names(self, prefix: str = "") -> set[str]:
        names = set()
        for folder, inner, files in os.walk(self.root / prefix, onerror=_raise_unless_gone):
            inner[:] = [name for name in inner if not name.endswith(UNFINISHED)]
            relative = Path(folder).relative_to(self.root)
            finished = [name for name in files if not name.endswith(UNFINISHED)]
            names.update((relative / name).as_posix() for name in finished)
        return names

    def delete(self, name: str) -> None:
        path = self.root / name
        path.unlink(missing_ok=True)
        if path.parent != self.root and not any(path.parent.iterdir()):
            path.parent.rmdir()


class BackupBucket:
    """Address and keys come from the AWS_… variables that every S3 program reads."""

    def __init__(self, bucket: str, prefix: str) -> None:
        from newsroom.backends.s3 import (  # slow to import, and most lie in folders
            PATIENT,
            client,
        )

        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""
        try:
            with _answering(bucket):
                self.client = client(PATIENT)
        except ValueError as error:
            raise BadTarget(f"AWS_ENDPOINT_URL names no storage: {error}.") from error

    def disk(self) -> Path:
        return settings.VAR_DIR

    def put(self, name: str, source: Path) -> None:
        with _answering(name):
            self.client.upload_file(str(source), self.bucket, self.prefix + name)

    def get(self, name: str, to: Path) -> None:
        try:
            with _answering(name):
                self.client.download_file(self.bucket, self.prefix + name, str(to))
        except FileNotFoundError:
            raise BadBackup(f"{name} is missing.") from None

    def names(self, prefix: str = "") -> set[str]:
        with _answering(self.bucket):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=self.prefix + prefix
            )
            keys = (entry["Key"] for page in pages for entry in page.get("Contents", ()))
            return {key.removeprefix(self.prefix) for key in keys}

    def delete(self, name: str) -> None:
        with _answering(name):
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)


@contextmanager
def _answering(name: str) -> Iterator[None]:
    """As of the buckets of photos, with boto's reason for who reads a terminal."""
    from newsroom.backends.s3 import NoAnswer, answering

    try:
        with answering(name):
            yield
    except NoAnswer as error:
        raise NoBucket(f"{error.strerror}: {error.__cause__}") from error


def _raise_unless_gone(error: OSError) -> None:
    """A folder may be removed while others are listed, by who removes old backups."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _sync(path: Path) -> None:
    """Bytes are safe once they are on disk, and a new name once its folder is."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
