"""What all pictures begin with: a ground, a soft light, the outline of hills."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

WIDTH, HEIGHT = 2000, 1250  # drawn larger than kept, so that edges come out smooth
SKIES = [
    ("#10244a", "#e8875a", "#f9d29b"),
    ("#16323f", "#5fa3b5", "#f3e6c8"),
    ("#1d1b3a", "#8a4f7d", "#f2a07b"),
    ("#2b5c8a", "#8fbbd6", "#f4efe2"),
]


def gradient(top: str, middle: str, bottom: str) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    return ImageOps.colorize(ramp, top, bottom, middle)


def glow(picture: Image.Image, at: tuple[float, float], radius: float, colour: str) -> None:
    """Lay a soft light on a picture."""
    small = Image.new("L", (WIDTH // 8, HEIGHT // 8), 0)
    x, y, r = at[0] / 8, at[1] / 8, radius / 8
    ImageDraw.Draw(small).ellipse([x - r, y - r, x + r, y + r], fill=190)
    mask = small.filter(ImageFilter.GaussianBlur(r * 0.8)).resize(picture.size)
    picture.paste(colour, (0, 0), mask)


def ridge(rng: random.Random, base: float, height: float) -> list[tuple[float, float]]:
    """Return the outline of hills, closed at the bottom edge."""
    waves = [(rng.uniform(1, 5), rng.uniform(0, 6), height / (n + 1)) for n in range(3)]
    top = [
        (x, base - sum(h * math.sin(f * x / WIDTH * 3 + p) for f, p, h in waves))
        for x in range(0, WIDTH + 20, 20)
    ]
    return [(0, HEIGHT), *top, (WIDTH, HEIGHT)]
