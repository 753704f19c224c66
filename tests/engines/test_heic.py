"""HEIC is taken where a decoder is installed; else an editor is told how to export.

The decoder is no requirement of ours, so one that reads a JPEG behind HEIC's head stands for it.
"""

import io
import sys
from types import SimpleNamespace

import pytest
from PIL import Image, JpegImagePlugin

from articles.imaging import decode, metadata

from .camera import SECRET, corners, encoded, exif

HEAD = b"\0\0\0\x18ftypheic" + b"\0" * 12
PHOTO = HEAD + encoded(corners(), "JPEG", exif=exif(), quality=95)
EXPORT = (
    "This is a HEIC photo. Export it as JPEG; an iPhone takes JPEG with "
    "Settings, Camera, Formats, Most Compatible."
)


@pytest.fixture(autouse=True)
def _asked_anew():
    decode.heic_is_readable.cache_clear()
    yield
    decode.heic_is_readable.cache_clear()
    Image.OPEN.pop(decode.HEIF, None)
    Image.ID[:] = [name for name in Image.ID if name != decode.HEIF]


@pytest.fixture
def without(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)


@pytest.fixture
def registered(monkeypatch):
    """Options with which the decoder was registered, each time."""
    times = []

    def register(**options):
        times.append(options)
        Image.register_open(decode.HEIF, _opened, lambda head: head[4:12] == b"ftypheic")

    monkeypatch.setitem(
        sys.modules, "pillow_heif", SimpleNamespace(register_heif_opener=register)
    )
    return times


def _opened(file, name):
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(file.read()[len(HEAD) :]))
    image.format = decode.HEIF
    return image


def refusal(data: bytes) -> str:
    with pytest.raises(decode.BadPhoto) as refused:
        decode.read(data)
    return str(refused.value)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"hevx"])
def test_without_a_decoder_an_editor_is_told_how_to_export(without, brand):
    assert refusal(PHOTO.replace(b"heic", brand, 1)) == EXPORT
    assert refusal(b"GIF89a") == "This is a GIF. Send JPEG, PNG, WebP or AVIF."


def test_with_a_decoder_it_is_a_photo_like_any_other(registered):
    pixels = decode.read(PHOTO)

    assert (pixels.width, pixels.height, pixels.image.mode) == (64, 48, "RGB")
    assert pixels.image.getpixel((60, 44))[2] < 30  # yellow
    assert decode.size_of(PHOTO) == (64, 48)


def test_the_decoder_is_registered_once_and_for_the_picture_alone(registered):
    decode.read(PHOTO)
    decode.read(PHOTO)

    assert registered == [{"thumbnails": False, "depth_images": False, "aux_images": False}]


def test_what_it_says_of_itself_is_read_and_stays_behind(registered):
    facts, image = metadata.read(PHOTO), decode.decode(PHOTO)

    assert round(facts.latitude, 4) == 40.3758
    assert SECRET in PHOTO and image.info == {}


def test_a_broken_one_is_refused_as_damaged_and_others_hear_that_it_is_taken(registered):
    assert (
        refusal(HEAD + b"x" * 99)
        == "The photo is damaged or not complete. Export it again."
    )
    assert refusal(b"GIF89a") == "This is a GIF. Send JPEG, PNG, WebP, AVIF or HEIC."
