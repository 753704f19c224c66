"""Where the first crops look, before a person says it."""

import pytest
from PIL import Image, ImageDraw

from articles.imaging.focus import guess


def scene(at: tuple[int, int]) -> Image.Image:
    """A plain sky with one thing in it."""
    image = Image.new("RGB", (600, 400), (170, 190, 210))
    for ring in range(40, 0, -10):
        box = (at[0] - ring, at[1] - ring, at[0] + ring, at[1] + ring)
        ImageDraw.Draw(image).ellipse(
            box, fill=(200, 30, 20) if ring % 20 else (20, 20, 20)
        )
    return image


@pytest.mark.parametrize("at", [(150, 100), (300, 200), (480, 300)])
def test_it_is_where_something_is(at):
    x, y = guess(scene(at))

    assert abs(x - at[0] / 600) < 0.06
    assert abs(y - at[1] / 400) < 0.06


def test_where_nothing_is_it_is_the_middle():
    assert guess(Image.new("RGB", (50, 40), "white")) == (0.5, 0.5)


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (3000, 50)])
def test_it_stays_inside_whatever_the_picture(size):
    assert all(0 <= part <= 1 for part in guess(Image.effect_noise(size, 80)))


def test_it_is_the_same_each_time():
    image = Image.effect_noise((300, 200), 90)

    assert guess(image) == guess(image.copy())
