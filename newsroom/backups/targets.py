"""Where backups lie: a folder, or a bucket of an S3-compatible storage."""

import os
import secrets
import shutil
from pathlib import Path
from typing import Protocol

from .manifest import BadBackup

UNFINISHED = ".part"


class Target(Protocol):
    """Files by name; `put` makes a file whole or not at all."""

    def put(self, name: str, source: Path) -> None: ...

    def get(self, name: str, to: Path) -> None:
        """Copy a file to a path. Raises BadBackup where it is not there or can't be read."""

    def names(self, prefix: str = "") -> set[str]: ...

    def delete(self, name: str) -> None: ...


def target(address: str) -> Target:
    """The target of `/var/backups/newsroom` or `s3://bucket/prefix`."""
    if not address.startswith("s3://"):
        return Folder(Path(address))
    bucket, _, prefix = address.removeprefix("s3://").partition("/")
    return Bucket(bucket, prefix.strip("/"))


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, source: Path) -> None:
        final = self.root / name
        final.parent.mkdir(parents=True, exist_ok=True)
        unfinished = final.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
        try:
            with source.open("rb") as found, unfinished.open("xb") as written:
                shutil.copyfileobj(found, written, 1024 * 1024)
                written.flush()
                os.fsync(written.fileno())
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
            raise BadBackup(f"{name} can't be read: {error.strerror or error}.") from error

    def names(self, prefix: str = "") -> set[str]:
        files = (path for path in (self.root / prefix).rglob("*") if path.is_file())
        found = (path.relative_to(self.root).as_posix() for path in files)
        return {name for name in found if not name.endswith(UNFINISHED)}

    def delete(self, name: str) -> None:
        path = self.root / name
        path.unlink(missing_ok=True)
        if path.parent != self.root and not any(path.parent.iterdir()):
            path.parent.rmdir()


class Bucket:
    """Address and keys come from the AWS_… variables that every S3 program reads."""

    def __init__(self, bucket: str, prefix: str) -> None:
        from newsroom.bucket import client  # slow to import, and most backups lie in folders

        self.client = client()
        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""

    def put(self, name: str, source: Path) -> None:
        self.client.upload_file(str(source), self.bucket, self.prefix + name)

    def get(self, name: str, to: Path) -> None:
        from botocore.exceptions import ClientError

        try:
            self.client.download_file(self.bucket, self.prefix + name, str(to))
        except ClientError as error:
            raise BadBackup(f"{name} is missing.") from error

    def names(self, prefix: str = "") -> set[str]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix + prefix
        )
        keys = (entry["Key"] for page in pages for entry in page.get("Contents", ()))
        return {key.removeprefix(self.prefix) for key in keys}

    def delete(self, name: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)


def _sync(directory: Path) -> None:
    """A new name is safe once its directory is on disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
