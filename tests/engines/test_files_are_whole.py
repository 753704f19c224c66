"""Names nobody guesses, bytes that are whole or not there."""

import hashlib
import os
import re

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from articles.imaging.file_storage import random_name, sha256, write_whole


@pytest.fixture
def storage(tmp_path):
    return FileSystemStorage(tmp_path, file_permissions_mode=0o640)


def files(root) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_a_name_is_random_and_keeps_only_the_extension():
    names = {random_name(".JPG") for _ in range(100)}

    assert len(names) == 100
    assert all(re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{30}\.jpg", name) for name in names)


@pytest.mark.parametrize("extension", ["", "../x", "jpg/..", "php;", "x" * 9, "jp g"])
def test_nothing_else_gets_into_a_name(extension):
    with pytest.raises(ValueError, match="Not a file extension"):
        random_name(extension)


def test_the_digest_is_sha256():
    assert sha256(b"x") == hashlib.sha256(b"x").hexdigest()


def test_the_bytes_stand_under_exactly_this_name(storage, tmp_path):
    write_whole(storage, "ab/cd/x.jpg", b"data")

    assert files(tmp_path) == ["ab/cd/x.jpg"]
    assert (tmp_path / "ab/cd/x.jpg").read_bytes() == b"data"
    assert (tmp_path / "ab/cd/x.jpg").stat().st_mode & 0o777 == 0o640


def test_the_name_appears_only_when_the_bytes_are_on_disk(storage, tmp_path, monkeypatch):
    seen = []
    synced = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (seen.append(files(tmp_path)), synced(handle))
    )

    write_whole(storage, "x.jpg", b"data")

    assert [names == ["x.jpg"] for names in seen] == [False, True]


def test_a_failure_leaves_nothing(storage, tmp_path, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(storage, "x.jpg", b"data")

    assert files(tmp_path) == []


def test_no_name_leads_out_of_the_storage(storage):
    with pytest.raises(SuspiciousFileOperation):
        write_whole(storage, "../x.jpg", b"data")


def test_other_storages_save_in_their_own_way():
    storage = InMemoryStorage()

    write_whole(storage, "ab/x.jpg", b"data")

    assert storage.open("ab/x.jpg").read() == b"data"


def test_a_taken_name_is_not_changed_silently():
    storage = InMemoryStorage()
    storage.save("x.jpg", ContentFile(b"old"))

    with pytest.raises(FileExistsError):
        write_whole(storage, "x.jpg", b"new")

    assert storage.listdir("")[1] == ["x.jpg"]
