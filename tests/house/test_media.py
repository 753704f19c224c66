"""Photos where no web server in front serves them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages


@pytest.fixture
def picture(media):
    return default_storage.save("ab/picture.webp", ContentFile(b"pixels"))


def test_a_public_file_is_served_with_harmless_headers(client, picture):
    response = client.get("/media/ab/picture.webp")

    assert b"".join(response.streaming_content) == b"pixels"
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.cookies == {}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ab",
        "ab/",
        "ab/no.webp",
        "../private/original.jpg",
        "%2e%2e/private/original.jpg",
        "ab/.part.webp",
        "/etc/passwd",
        "ab/picture.webp/x",
        "a%00b",
        "x" * 5000,
    ],
)
@pytest.mark.django_db
def test_nothing_else_is(client, picture, path):
    default_storage.save("ab/.part.webp", ContentFile(b"half"))
    storages["originals"].save("original.jpg", ContentFile(b"secret"))

    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_it_is_only_read(client, picture):
    assert client.post("/media/ab/picture.webp").status_code == 405


def test_an_original_has_no_address_and_only_its_owner_reads_it(media):
    name = storages["originals"].save("a/b.jpg", ContentFile(b"secret"))
    path = media / "private" / name

    with pytest.raises(ValueError, match="no public address"):
        storages["originals"].url(name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
