"""Pictures that look alike have bits alike."""

import io
import random

import pytest
from PIL import Image, ImageDraw

from articles.imaging.perceptual_hash import (
    MAX_DISTANCE,
    distance,
    nearest,
    perceptual_hash,
)


def scene(seed: int) -> Image.Image:
    """Shapes in front of a sky: pictures of different seeds have nothing in common."""
    dice = random.Random(seed)
    image = Image.linear_gradient("L").resize((960, 640)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, w = dice.randrange(900), dice.randrange(600), dice.randrange(30, 260)
        draw.ellipse((x, y, x + w, y + w), fill=tuple(dice.randrange(256) for _ in "rgb"))
    return image


def recompressed(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=20)
    return Image.open(out)


SAME = {
    "smaller": lambda image: image.resize((240, 160)),
    "recompressed": recompressed,
    "brighter": lambda image: image.point(lambda value: min(255, value * 6 // 5)),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "cropped": lambda image: image.crop((19, 13, 941, 627)),
}


@pytest.mark.parametrize("how", SAME)
def test_the_same_picture_is_known_again(how):
    pictures = [scene(seed) for seed in range(8)]
    pairs = [(perceptual_hash(one), perceptual_hash(SAME[how](one))) for one in pictures]

    assert max(distance(*pair) for pair in pairs) <= MAX_DISTANCE


def test_other_pictures_are_not_alike():
    bits = [perceptual_hash(scene(seed)) for seed in range(12)]

    apart = [distance(one, other) for one in bits for other in bits if one != other]
    assert min(apart) > MAX_DISTANCE


def test_a_picture_of_one_tone_is_like_nothing():
    assert perceptual_hash(Image.new("RGB", (300, 200), "navy")) is None


def test_the_likest_comes_first():
    assert nearest(0b1111, [(1, 0b1001), (2, 0b1110), (3, -1)]) == [2, 1]
