"""What a backup consists of, with the digest of each part and of itself."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256

NAME = "manifest.json"
DATABASE = "database"


class BadBackup(Exception):
    """A backup is missing, incomplete or not what was written; the message says which part."""


@dataclass(frozen=True)
class File:
    """A file of the backup: its size in bytes and the SHA-256 of its bytes, in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str  # RFC 3339, UTC
    engine: str  # Django's vendor: sqlite or postgresql
    database: File
    rows: dict[str, int]  # by table
    media: dict[str, File] = field(default_factory=dict)  # by name in the target

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def write(manifest: Manifest) -> bytes:
    """The manifest as canonical JSON that carries its own digest."""
    body = asdict(manifest)
    return _canonical({"manifest": body, "sha256": sha256(_canonical(body)).hexdigest()})


def read(data: bytes) -> Manifest:
    """The manifest of these bytes. Raises BadBackup where a single one of them is wrong."""
    try:
        found = json.loads(data)
        body = found["manifest"]
        if _canonical(found) != data or sha256(_canonical(body)).hexdigest() != found["sha256"]:
            raise BadBackup("The manifest is damaged.")
        files = {name: File(**facts) for name, facts in body.pop("media").items()}
        return Manifest(database=File(**body.pop("database")), media=files, **body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup("The manifest is damaged.") from error


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
