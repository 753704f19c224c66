"""Files of photos over HTTP: ranges, validators, ends, and nothing that was not asked for."""

from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=86400, s-maxage=60",
}


@pytest.fixture
def photo():
    return build.photo(build.person("Chief"))


@pytest.fixture
def address(photo):
    return photo.files[0].get_absolute_url()


@pytest.fixture
def whole(client, address):
    return read(client.get(address))


def head(client, address, **headers):
    response = client.head(address, headers=headers)
    read(response)
    return response


def read(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def headers_of(response, names=SAFE):
    return {name: response.headers.get(name) for name in names}


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=100-", 100, None),
        ("bytes=-10", -10, None),
        ("bytes=5-5", 5, 5),
        ("bytes=0-99999999", 0, None),
        ("bytes=-99999999", 0, None),
    ],
)
def test_one_range_is_answered_with_that_part(client, address, whole, asked, first, last):
    response = client.get(address, headers={"Range": asked})

    size = len(whole)
    start = first % size
    end = size - 1 if last is None else last
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/{size}"
    assert response["Content-Length"] == str(end - start + 1)
    assert read(response) == whole[start : end + 1]
    assert headers_of(response) == SAFE


@pytest.mark.parametrize(
    "asked", ["bytes=99999999-", "bytes=-0", "bytes=99999999-100000000"]
)
def test_a_range_beyond_the_file_is_416_with_its_size(client, address, whole, asked):
    response = client.get(address, headers={"Range": asked})

    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{len(whole)}"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=9-0",
        "bytes=-",
        "bytes=a-b",
        "pages=1-2",
        "bytes=0-1,4-5",
        "0-1",
        "bytes=" * 99,
    ],
)
def test_what_is_no_single_range_is_answered_with_the_whole(client, address, whole, asked):
    response = client.get(address, headers={"Range": asked})

    assert (response.status_code, read(response)) == (200, whole)


def test_a_range_of_an_older_file_is_answered_with_the_whole(client, address, whole):
    etag = head(client, address)["ETag"]
    same = client.get(address, headers={"Range": "bytes=0-9", "If-Range": etag})
    older = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"older"'})

    assert (same.status_code, read(same)) == (206, whole[:10])
    assert (older.status_code, read(older)) == (200, whole)


@pytest.mark.parametrize("given", ["{}", '"other", {}', "W/{}", "*"])
def test_what_the_reader_has_is_not_sent_again(client, address, given):
    etag = head(client, address)["ETag"]

    response = client.get(address, headers={"If-None-Match": given.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert headers_of(response) == SAFE


def test_head_says_what_get_says_without_the_bytes(client, address, whole):
    response = head(client, address, Range="bytes=0-9")

    assert response.status_code == 200
    assert response["Content-Length"] == str(len(whole))
    assert headers_of(response) == SAFE


@pytest.mark.parametrize("format", ["jpeg", "avif"])
def test_each_format_has_its_type(client, photo, format):
    row = photo.renditions.filter(format=format).first()

    response = client.get(row.get_absolute_url())

    assert response["Content-Type"] == f"image/{format}"
    assert len(read(response)) == row.size


def test_an_unknown_name_is_404_without_a_look_at_the_storage(client, monkeypatch, photo):
    opened = []
    monkeypatch.setattr(FileSystemStorage, "open", lambda *asked: opened.append(asked))

    unknown = client.get("/media/ab/ab0123456789abcdef0123456789abcd.jpg")
    other_width = client.get(photo.files[0].get_absolute_url().replace(".jpg", "-321.jpg"))

    assert (unknown.status_code, other_width.status_code) == (404, 404)
    assert opened == []


def test_a_file_that_is_gone_from_the_storage_is_404(client, photo, address):
    default_storage.delete(photo.files[0].name)

    assert client.get(address).status_code == 404


def test_an_ended_photo_is_410_however_it_is_asked_for(client, photo, address):
    etag = head(client, address)["ETag"]
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")

    for asked in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": etag}):
        response = client.get(address, headers=asked)

        assert (response.status_code, response.content) == (410, b"")
        assert response["Cache-Control"] == "public, max-age=5, must-revalidate"
        assert response["X-Content-Type-Options"] == "nosniff"


def test_a_known_end_comes_by_itself_and_nobody_keeps_the_file_beyond_it(
    client, photo, address, clock
):
    end = photo.created_at + timedelta(minutes=5)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Licence", at=end)

    kept = []
    for seconds in (300, 40, 1):
        clock.move_to(end - timedelta(seconds=seconds))
        kept.append(head(client, address)["Cache-Control"])
    clock.move_to(end)

    assert kept == [
        "public, max-age=300, s-maxage=60",
        "public, max-age=40, s-maxage=40",
        "public, max-age=1, s-maxage=1",
    ]
    assert head(client, address).status_code == 410


def test_a_replaced_file_is_kept_for_an_hour_and_never_beyond_the_end(
    client, photo, address
):
    chief = build.person("Chief")
    row = photo.retired_files.create(name="ab/ab0123.jpg")
    default_storage.save(row.name, build.BytesIO(build.picture()))
    old = f"/media/{row.name}"
    without = head(client, old)["Cache-Control"]
    desk.stop_photo(
        photo, by=chief, reason="Licence", at=photo.created_at + timedelta(minutes=5)
    )

    assert without == "public, max-age=3600, s-maxage=60"
    assert head(client, old)["Cache-Control"] == "public, max-age=300, s-maxage=60"


def test_a_cache_in_front_asks_again_with_one_query_and_gets_no_bytes(
    client, address, django_assert_num_queries
):
    etag = head(client, address)["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again["Cache-Control"]) == (304, SAFE["Cache-Control"])


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_file_is_only_ever_read(client, address, method):
    response = getattr(client, method)(address)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_a_file_costs_one_query(client, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        head(client, address)
