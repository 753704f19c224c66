"""collectstatic: names with a digest, compressed once, quickly."""

import gzip
import random
from pathlib import Path

import brotli
import pytest

from newsroom.backends.storages import SMALL, HashedStaticStorage


@pytest.fixture
def collected(tmp_path):
    """Collects these files; returns the paths of those with a digest, by name."""

    def collect(**files):
        storage = HashedStaticStorage(location=tmp_path, base_url="/static/")
        names = {name: f"{name}.css" for name in files}
        for name, text in files.items():
            (tmp_path / names[name]).write_text(text)
        list(storage.post_process({path: (storage, path) for path in names.values()}))
        hashed = storage.hashed_files
        return {name: Path(storage.path(hashed[path])) for name, path in names.items()}

    return collect


def css(length):
    number = random.Random(length).randrange
    rules = (f".a{number(999)} {{ top: {number(99)}px }}\n" for _ in range(9_000))
    return "".join(rules)[:length]


def compressed(path, suffix):
    return path.with_name(path.name + suffix).read_bytes()


@pytest.mark.parametrize("length", [1_000, SMALL - 1, SMALL, 90_000])
def test_what_is_compressed_is_the_file(collected, length):
    path = collected(a=css(length))["a"]

    assert brotli.decompress(compressed(path, ".br")).decode() == css(length)
    assert gzip.decompress(compressed(path, ".gz")).decode() == css(length)


def test_what_readers_get_is_as_small_as_it_can_be(collected):
    path = collected(a=css(SMALL - 1))["a"]

    assert compressed(path, ".br") == brotli.compress(path.read_bytes(), quality=11)


def test_what_has_not_changed_is_not_compressed_again(collected, monkeypatch):
    asked, compress = [], brotli.compress

    def counted(data, **options):
        asked.append(len(data))
        return compress(data, **options)

    monkeypatch.setattr(brotli, "compress", counted)
    collected(a=css(1_000), b=css(2_000))
    collected(a=css(1_000), b=css(3_000))

    assert sorted(asked) == [1_000, 2_000, 3_000]


def test_only_the_hashed_name_is_compressed(collected, tmp_path):
    path = collected(a=css(1_000))["a"]

    assert [found.name for found in tmp_path.glob("*.br")] == [f"{path.name}.br"]
