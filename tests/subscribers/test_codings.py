"""Brotli, gzip or neither, as a program prefers; packed once and kept."""

import gzip

import brotli
import pytest

from articles.caching.compression import negotiate
from articles.caching.process_cache import ProcessCache
from tests import build

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("BR;Q=1.0, gzip;q=1", "br"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=0.2, identity", ""),
        ("x-gzip", "gzip"),
        ("zstd, deflate", ""),
        ("br;q=nonsense", ""),
        (";;,,=,q", ""),
    ],
)
def test_the_coding_is_the_one_preferred(accepted, coding):
    assert negotiate(accepted) == coding


@pytest.mark.django_db
@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/feed.json"])
def test_a_feed_is_packed_and_says_so(client, path, coding):
    build.live()
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": coding})
    assert packed["Content-Encoding"] == coding
    assert UNPACK[coding](packed.content) == plain.content
    assert len(packed.content) == int(packed["Content-Length"]) < len(plain.content)
    assert (plain.has_header("Content-Encoding"), packed["ETag"]) == (
        False,
        f"W/{plain['ETag']}",
    )


@pytest.mark.django_db
def test_the_tag_of_one_coding_is_known_in_every_other(client):
    build.live()
    tag = client.get("/feed.rss", headers={"accept-encoding": "br"})["ETag"]
    for coding in UNPACK:
        asked = {"if-none-match": tag, "accept-encoding": coding}
        assert client.get("/feed.rss", headers=asked).status_code == 304


def test_the_memory_keeps_what_was_asked_for_last_within_its_limit():
    memory = ProcessCache(limit=100)
    for name in "abcde":
        memory.set((name,), bytes(20))
    memory.get(("a",))
    memory.set(("f",), bytes(20))
    assert [memory.get((name,)) is not None for name in "abcdef"] == [
        True,
        False,
        *[True] * 4,
    ]
    assert memory.size == 100


def test_the_memory_counts_a_body_once_and_takes_none_that_would_fill_it():
    memory = ProcessCache(limit=100)
    memory.set(("a",), bytes(20))
    memory.set(("a",), bytes(10))
    memory.set(("b",), bytes(26))
    assert (memory.size, memory.get(("b",))) == (10, None)
