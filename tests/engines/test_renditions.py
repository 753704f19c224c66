"""The sizes readers get."""

import io

import pytest
from PIL import Image

from articles.photos.decode import decode
from articles.photos.renditions import render

from .camera import SECRET, corners, segments, talkative_jpeg


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((3200, 2400), [(480, 360), (960, 720), (1600, 1200)]),
        ((1600, 900), [(480, 270), (960, 540), (1600, 900)]),
        ((1599, 900), [(480, 270), (960, 540)]),
        ((300, 200), [(300, 200)]),
        ((479, 8), [(479, 8)]),
        ((9000, 150), [(480, 8), (960, 16), (1600, 27)]),
        ((1, 1), [(1, 1)]),
    ],
)
def test_widths_go_up_to_the_photos_own(size, sizes):
    rendered = render(Image.new("RGB", size))

    assert [(one.width, one.height) for one in rendered] == sizes
    assert [Image.open(io.BytesIO(one.data)).size for one in rendered] == sizes


def test_the_picture_is_the_same():
    small = Image.open(io.BytesIO(render(corners(1600, 1200))[0].data)).convert("RGB")

    assert [small.getpixel(at)[0] // 50 for at in ((9, 9), (470, 9), (9, 350), (470, 350))] == [
        5,
        0,
        0,
        5,
    ]


def test_they_are_progressive_jpegs_with_no_word_of_the_camera():
    photo = decode(talkative_jpeg())
    photo.info = {"comment": SECRET, "icc_profile": SECRET, "xmp": SECRET}

    (rendered,) = render(photo)

    assert segments(rendered.data) == {"APP0", "DQT", "SOF2", "DHT"}
    assert rendered.data.count(SECRET) == 0
    assert rendered.data.endswith(b"\xff\xd9")
