"""What lies in MEDIA_ROOT and is no public photo has no address."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ab",
        "ab/",
        "stray.webp",
        "ab/stray.webp",
        ".part.webp",
        "../private/original.jpg",
        "%2e%2e/private/original.jpg",
        "private/original.jpg",
        "/etc/passwd",
        "stray.webp/x",
        "a%00b",
        "x" * 5000,
    ],
)
@pytest.mark.django_db
def test_only_public_photos_are_served(client, media, path):
    for name in ("stray.webp", "ab/stray.webp", ".part.webp"):
        default_storage.save(name, ContentFile(b"not a photo's"))
    storages["originals"].save("original.jpg", ContentFile(b"secret"))

    assert client.get(f"/media/{path}").status_code == 404


def test_an_original_has_no_address_and_only_its_owner_reads_it(media):
    name = storages["originals"].save("a/b.jpg", ContentFile(b"secret"))
    path = media / "private" / name

    with pytest.raises(ValueError, match="no public address"):
        storages["originals"].url(name)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
