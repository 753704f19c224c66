"""What a backup consists of, with the digest of each part and of itself."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256

from .refusals import BadBackup

NAME = "manifest.json"
MOST_BYTES = 1024**3  # some millions of photos
DATABASE = "database"


@dataclass(frozen=True)
class BackupFile:
    """A file of the backup: its size in bytes and the SHA-256 of its bytes, in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str  # RFC 3339, UTC
    engine: str  # Django's vendor: sqlite or postgresql
    database: BackupFile
    rows: dict[str, int]  # by table
    media: dict[str, BackupFile] = field(default_factory=dict)  # by name in the target

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def write(manifest: Manifest) -> bytes:
    """The manifest as canonical JSON that carries its own digest."""
    body = asdict(manifest)
    return _canonical({"manifest": body, "sha256": sha256(_canonical(body)).hexdigest()})


def read(data: bytes) -> Manifest:
    """The manifest of these bytes. Raises BadBackup where a single one of them is wrong.

    Its digest proves nothing of who wrote it, so types and names are looked at too.
    """
    try:
        parsed = json.loads(data)
        body = parsed["manifest"]
        if (
            _canonical(parsed) != data
            or sha256(_canonical(body)).hexdigest() != parsed["sha256"]
        ):
            raise BadBackup("The manifest is damaged.")
        files = {name: _file(facts) for name, facts in body.pop("media").items()}
        manifest = Manifest(database=_file(body.pop("database")), media=files, **body)
        _refuse_nonsense(manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadBackup("The manifest is damaged, or none of ours.") from error
    return manifest


def _file(facts: dict) -> BackupFile:
    file = BackupFile(**facts)
    if not (_is_number(file.size) and isinstance(file.sha256, str)):
        raise TypeError("A file has a size and a digest.")
    return file


def _refuse_nonsense(manifest: Manifest) -> None:
    if manifest.moment.tzinfo is None or not isinstance(manifest.engine, str):
        raise TypeError("A backup was made at a moment, of a database.")
    if not all(_is_number(count) for count in manifest.rows.values()):
        raise TypeError("Rows are counted.")
    for name in manifest.media:
        if not _is_photo(name):
            raise BadBackup(f"The manifest names {name[:100]!r}, which is no stored photo.")


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_photo(name: str) -> bool:
    """Whether it lies below one of the pool's folders, and leads out of it on no system."""
    top, *parts = name.split("/")
    inside = len(parts) > 1 and top == "media" and parts[0] in ("public", "private")
    return (
        inside
        and name.isprintable()
        and "\\" not in name
        and not {"", ".", ".."} & set(parts)
    )


def _canonical(value: object) -> bytes:
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()
