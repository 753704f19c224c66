"""Every photo comes out upright, sRGB, 8 bit, and knows nothing of its camera."""

import pytest
from PIL import Image, ImageChops

from articles.imaging.decode import decode

from .camera import (
    corners,
    encoded,
    exchanged_profile,
    exif,
    profile,
    talkative_jpeg,
    talkative_png,
)

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of any channel of any pixel; 255 if sizes differ."""
    if (one.size, one.mode) != (other.size, other.mode):
        return 255
    return max(high for _, high in ImageChops.difference(one, other).getextrema())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_upright(orientation, kind):
    lying = corners()
    if orientation in TURNS:
        lying = lying.transpose(TURNS[orientation])
    options = {"lossless": True} if kind == "WEBP" else {"quality": 100, "subsampling": 0}

    photo = decode(encoded(lying, kind, exif=exif(orientation), **options))

    assert difference(photo, corners()) <= 3


@pytest.mark.parametrize(
    ("mode", "colour", "pixel"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 128, (128, 128, 128)),
        ("LA", (0, 0), (255, 255, 255)),
        ("LA", (0, 255), (0, 0, 0)),
        ("I;16", 32896, (128, 128, 128)),
        ("I;16", 65535, (255, 255, 255)),
        ("RGBA", (255, 0, 0, 255), (255, 0, 0)),
        ("RGBA", (255, 0, 0, 51), (255, 204, 204)),
    ],
)
def test_png_of_every_mode_is_eight_bit_on_white(mode, colour, pixel):
    photo = decode(encoded(Image.new(mode, (600, 600), colour), "PNG"))

    assert photo.mode == "RGB"
    assert photo.getcolors() == [(360_000, pixel)]


def test_a_palette_is_resolved():
    photo = decode(encoded(corners().quantize(8), "PNG"))

    assert difference(photo, corners()) <= 3


def test_a_transparent_colour_is_white():
    data = encoded(Image.new("RGB", (8, 8), (9, 9, 9)), "PNG", transparency=(9, 9, 9))

    assert decode(data).getcolors() == [(64, (255, 255, 255))]


def test_print_colours_become_screen_colours():
    photo = decode(
        encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=100)
    )

    assert difference(photo, Image.new("RGB", (8, 8), (255, 0, 0))) <= 3


def test_a_progressive_photo_is_read():
    data = encoded(corners(), "JPEG", progressive=True, quality=100, subsampling=0)

    assert difference(decode(data), corners()) <= 3


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_newer_formats_are_read(kind):
    photo = decode(encoded(Image.new("RGBA", (64, 64), (255, 0, 0, 0)), kind))

    assert difference(photo, Image.new("RGB", (64, 64), "white")) <= 3


def test_an_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = encoded(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True
    )

    assert decode(data).getcolors() == [(64, (255, 0, 0))]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_profile_is_turned_into_srgb(mode):
    red = Image.new(mode, (8, 8), "red")

    photo = decode(encoded(red, "PNG", icc_profile=exchanged_profile()))

    assert difference(photo, Image.new("RGB", (8, 8), (0, 255, 0))) <= 3


@pytest.mark.parametrize("profile", [b"x", b"\0" * 200, b"\xff" * 5_000_000])
def test_a_broken_profile_does_not_matter(profile):
    data = encoded(corners(), "JPEG", quality=100, subsampling=0, icc_profile=profile)

    assert difference(decode(data), corners()) <= 3


def test_a_profile_for_other_pixels_does_not_matter():
    data = encoded(Image.new("L", (8, 8), 128), "PNG", icc_profile=profile())

    assert decode(data).getcolors() == [(64, (128, 128, 128))]


def test_broken_exif_does_not_matter():
    data = encoded(corners(), "PNG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")

    assert difference(decode(data), corners()) == 0


@pytest.mark.parametrize("data", [talkative_jpeg(), talkative_png()], ids=["JPEG", "PNG"])
def test_nothing_but_pixels_is_left(data):
    photo = decode(data)

    assert type(photo) is Image.Image
    assert photo.info == {}
    assert dict(photo.getexif()) == {}
