"""Not one byte of what a file said of itself is in any public file."""

import io
import struct
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from articles import desk
from tests import build

from . import talking
from .camera import SECRET, corners, encoded, exif, talkative_jpeg, talkative_png

pytestmark = pytest.mark.django_db


def with_another_picture_inside() -> bytes:
    """A JPEG whose EXIF carries the thumbnail of what was there before somebody was cut out."""
    before = encoded(Image.effect_noise((160, 120), 90), "JPEG", comment=SECRET)
    block = exif()
    data = encoded(corners(400, 300), "JPEG", exif=block, quality=95)
    marker = b"\xff\xe1" + (len(before) + 8).to_bytes(2, "big") + b"Exif\0\0"
    return data[:2] + marker + before + data[2:]


@pytest.mark.parametrize(
    "data",
    [talkative_jpeg(), talkative_png(), with_another_picture_inside()],
    ids=["JPEG", "PNG", "thumbnail"],
)
def test_no_public_file_carries_it(data):
    assert SECRET in data or b"iTXt" in data
    photo = desk.add_photo(
        data, by=build.person("Chief"), credit="Ministry", licence="staff"
    )

    for row in photo.renditions.all():
        with default_storage.open(row.name) as file:
            public = file.read()
        image = Image.open(io.BytesIO(public))

        assert SECRET not in public
        assert image.info.get("exif") is None and image.info.get("icc_profile") is None
        assert image.size == (row.width, row.height)
    assert photo.renditions.count() > 0


CAPTION = "Тайный свидетель в зале"
LATITUDE = struct.pack(">II", 33771, 1000)  # the seconds, as EXIF writes them


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_neither_a_cyrillic_caption_nor_the_place_is_in_any_public_file(encoding):
    spoken, texts = CAPTION.encode(encoding), {"caption": CAPTION, "title": CAPTION}
    data = talking.jpeg(
        iim=talking.iim(encoding, **texts),
        exif=talking.noted(latitude=(40.0, 22.0, IFDRational(33771, 1000))),
        xmp=talking.packet('<rdf:Description exif:GPSLatitude="40,22.5629N"/>'),
        size=(1800, 1200),
    )

    photo = desk.add_photo(
        data, by=build.person("Chief"), credit="Ministry", licence="staff"
    )

    everything = b"".join(file.read_bytes() for file in public_files())
    secrets = {spoken, LATITUDE, b"40,22.5629N", b"GPSLatitude"}
    assert {secret for secret in secrets if secret in data} == secrets
    assert (photo.caption, photo.renditions.count()) == (CAPTION, len(public_files()))
    secrets.add(CAPTION.encode())
    assert {secret for secret in secrets if secret in everything} == set()


def public_files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]
