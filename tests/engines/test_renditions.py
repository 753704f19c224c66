"""The files readers get: shapes, widths, formats, and our own words in them."""

import io

import pytest
from PIL import Image

from articles.imaging.decode import decode, read
from articles.imaging.render import render
from articles.imaging.rendition_plan import Source, needed, plan
from articles.imaging.xmp_packet import packet

from .camera import SECRET, corners, segments, talkative_jpeg

OURS = packet(
    credit="Əli & Co", creator="A <b>", rights="© 2025", terms_url="https://n.example/t/"
)


def rendered(image: Image.Image, words: bytes = b"", **source) -> dict:
    wanted = plan(Source(*image.size, "checksum", packet=words, **source))
    made = render(image, wanted, size=image.size, packet=words)
    return {one.spec.key: one for one in made}


def opened(image: Image.Image, shape: str, width: int, kind: str = "jpeg", **source):
    return Image.open(
        io.BytesIO(rendered(image, **source)[shape, kind, width].data)
    ).convert("RGB")


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        (
            (3200, 2400),
            [
                (2048, 1536),
                (1600, 1200),
                (1280, 960),
                (960, 720),
                (640, 480),
                (480, 360),
                (320, 240),
            ],
        ),
        ((1599, 900), [(1280, 720), (960, 540), (640, 360), (480, 270), (320, 180)]),
        ((300, 200), [(300, 200)]),
        (
            (9000, 150),
            [(2048, 34), (1600, 27), (1280, 21), (960, 16), (640, 11), (480, 8), (320, 5)],
        ),
        ((1, 1), [(1, 1)]),
    ],
)
def test_widths_go_up_to_the_photos_own(size, sizes):
    wanted = [one for one in plan(Source(*size, "x")) if one.shape == "whole"]

    assert [(one.width, one.height) for one in wanted if one.format == "jpeg"] == sizes
    assert [(one.width, one.height) for one in wanted if one.format == "avif"] == sizes


@pytest.mark.parametrize("size", [(1300, 700), (200, 900), (40, 30)])
def test_every_file_is_what_its_row_will_say(size):
    for one in rendered(Image.new("RGB", size)).values():
        image = Image.open(io.BytesIO(one.data))

        assert (image.format.lower(), *image.size) == (
            one.spec.format,
            one.spec.width,
            one.spec.height,
        )


def test_search_engines_get_1200_pixels_of_each_shape_as_jpeg():
    large = [one for one in plan(Source(3000, 2000, "x")) if one.width == 1200]

    assert {(one.shape, one.format, one.height) for one in large} == {
        ("16x9", "jpeg", 675),
        ("4x3", "jpeg", 900),
        ("1x1", "jpeg", 1200),
    }


@pytest.mark.parametrize(
    ("size", "wide"),
    [((3000, 2000), [1600, 1280]), ((1500, 1000), [1280]), ((1200, 900), [])],
)
def test_the_fronts_lead_is_sharp_on_dense_screens_in_avif_alone(size, wide):
    files = [
        one for one in plan(Source(*size, "x")) if one.shape == "16x9" and one.width > 1200
    ]

    assert [(one.format, one.width) for one in files] == [("avif", width) for width in wide]


@pytest.mark.parametrize("kind", ["jpeg", "avif"])
def test_the_picture_is_the_same(kind):
    small = opened(corners(960, 720), "whole", 320, kind)

    seen = [small.getpixel(at) for at in ((9, 9), (310, 9), (9, 230), (310, 230))]
    due = [(255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 0)]
    assert (
        max(
            abs(a - b)
            for one, other in zip(seen, due, strict=True)
            for a, b in zip(one, other, strict=True)
        )
        < 9
    )


@pytest.mark.parametrize(
    ("focus", "colour"), [((0.1, 0.1), (255, 0, 0)), ((0.9, 0.9), (255, 255, 0))]
)
def test_a_crop_keeps_the_focal_point_in_view(focus, colour):
    square = opened(corners(1200, 400), "1x1", 320, focus=focus)

    row = 20 if focus[1] < 0.5 else 300
    assert (
        max(abs(a - b) for a, b in zip(square.getpixel((160, row)), colour, strict=True))
        < 9
    )


def test_a_crop_set_by_hand_shows_just_that():
    box = {"4x3": (0.5, 0.0, 0.5, 0.5)}

    crop = opened(corners(960, 720), "4x3", 320, crops=box)

    assert max(high - low for low, high in crop.getextrema()[::2]) < 9  # green alone
    assert abs(crop.getpixel((160, 120))[1] - 128) < 9


def test_a_smaller_decoding_gives_the_same_files():
    image = corners(2600, 1700)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    source = Source(2600, 1700, "x")
    wanted = [one for one in plan(source) if one.width <= 640 and one.format == "jpeg"]

    small = read(out.getvalue(), needed(source, wanted))
    files = list(render(small.image, wanted, size=(2600, 1700)))

    assert (small.width, small.image.width) == (2600, 1300)
    assert [one.spec for one in files] == wanted


def test_nothing_of_the_camera_is_in_any_file():
    photo = decode(talkative_jpeg())
    photo.info = {"comment": SECRET, "icc_profile": SECRET, "xmp": SECRET}

    files = rendered(photo)

    assert sum(one.data.count(SECRET) for one in files.values()) == 0
    assert segments(files["whole", "jpeg", 64].data) == {"APP0", "DQT", "SOF2", "DHT"}
    assert files["whole", "jpeg", 64].data.endswith(b"\xff\xd9")


def test_our_own_packet_is_in_every_file_whole_and_once():
    files = rendered(corners(400, 300), OURS)

    assert {one.data.count(OURS) for one in files.values()} == {1}


def test_the_recipe_tells_what_has_to_be_made_again():
    first = {one.key: one.recipe for one in plan(Source(900, 600, "x"))}
    turned = {one.key: one.recipe for one in plan(Source(900, 600, "x", focus=(0, 0)))}
    credited = {one.key: one.recipe for one in plan(Source(900, 600, "x", packet=OURS))}

    changed = {key[0] for key in first if turned[key] != first[key]}
    assert changed == {"16x9", "4x3", "1x1"}
    assert not set(first.values()) & set(credited.values())
