"""The city and the country: a skyline, masts, dishes."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from .canvas import HEIGHT, SKIES, WIDTH, glow, gradient, ridge


def skyline(rng: random.Random) -> Image.Image:
    """A bay at dusk: rows of lit windows, three curved towers, their mirror in the water."""
    picture = gradient(*rng.choice(SKIES))
    glow(picture, (rng.uniform(300, 1700), 760), 240, "#ffe9c0")
    shore = 950
    pen = ImageDraw.Draw(picture)
    for shade, low, high in (("#3d4a66", 120, 330), ("#222c44", 80, 260)):
        x = -20
        while x < WIDTH:
            width = rng.randint(50, 130)
            _block(pen, rng, (x, shore - rng.randint(low, high), x + width, shore), shade)
            x += width + rng.randint(0, 14)
    middle = rng.uniform(700, 1300)
    for shift, height in ((-150, 520), (0, 610), (150, 470)):
        _flame(pen, middle + shift, shore, height)
    water = ImageOps.flip(picture.crop((0, 2 * shore - HEIGHT, WIDTH, shore)))
    water = Image.blend(
        water.filter(ImageFilter.BoxBlur(7)), Image.new("RGB", water.size, "#0d1a30"), 0.4
    )
    picture.paste(water, (0, shore))
    return picture


def _block(pen, rng: random.Random, box: tuple, shade: str) -> None:
    left, top, right, bottom = box
    pen.rectangle(box, fill=shade)
    for y in range(top + 14, bottom - 12, 22):
        for x in range(left + 9, right - 12, 18):
            if rng.random() < 0.35:
                pen.rectangle(
                    (x, y, x + 7, y + 10),
                    fill=rng.choice(["#ffd98a", "#f3c56b", "#cfe3f5"]),
                )


def _flame(pen, x: float, foot: float, height: float) -> None:
    steps = [n / 20 for n in range(21)]
    left = [
        (x - 55 * (1 - s) - 26 * math.sin(s * math.pi), foot - height * s) for s in steps
    ]
    right = [
        (x + 22 + 38 * (1 - s) + 16 * math.sin(s * math.pi), foot - height * s * 0.93)
        for s in steps
    ]
    pen.polygon(left + right[::-1], fill="#17365a")
    for (x1, y1), (x2, y2) in list(zip(left, right, strict=True))[1::2]:
        pen.line((x1 + 6, y1, x2 - 6, y2), fill="#4f86b3", width=3)


def masts(rng: random.Random) -> Image.Image:
    """Lattice masts on hills, sending."""
    picture = gradient(*rng.choice(SKIES))
    glow(picture, (rng.uniform(200, 1800), rng.uniform(500, 800)), 200, "#fff0cf")
    pen = ImageDraw.Draw(picture, "RGBA")
    for n, shade in enumerate(("#5b6f86", "#3b4d63", "#202d3e")):
        pen.polygon(ridge(rng, 880 + 110 * n, 70), fill=shade)
    for n in range(rng.randint(2, 4)):
        x = 300 + n * 480 + rng.uniform(-90, 90)
        _mast(pen, x, rng.uniform(960, 1060), rng.uniform(520, 760))
    return picture


def _mast(pen, x: float, foot: float, height: float) -> None:
    top, ink = foot - height, "#141c28"
    pen.line((x - 52, foot, x - 7, top), fill=ink, width=7)
    pen.line((x + 52, foot, x + 7, top), fill=ink, width=7)
    for n in range(14):
        low, high = n / 14, (n + 1) / 14
        half, next_half = 52 - 45 * low, 52 - 45 * high
        y, next_y = foot - height * low, foot - height * high
        pen.line((x - half, y, x + next_half, next_y), fill=ink, width=4)
        pen.line((x + half, y, x - next_half, next_y), fill=ink, width=4)
    pen.line((x, top, x, top - 90), fill=ink, width=5)
    for side in (-1, 0, 1):
        pen.rounded_rectangle(
            (x + side * 30 - 9, top + 8, x + side * 30 + 9, top + 96), 6, fill="#e6ebf0"
        )
    pen.ellipse((x - 46, top + 130, x - 2, top + 174), fill="#d4dbe2", outline=ink, width=3)
    for n in range(1, 5):
        r = 60 * n
        for start in (-35, 145):
            pen.arc(
                (x - r, top - 90 - r, x + r, top - 90 + r),
                start,
                start + 70,
                (255, 255, 255, 150 - 28 * n),
                6,
            )
    pen.ellipse((x - 9, top - 100, x + 9, top - 82), fill="#ff5a4d")


def dish(rng: random.Random) -> Image.Image:
    """A ground station under stars."""
    picture = gradient("#050b1e", "#1a3158", "#6f5b86")
    pen = ImageDraw.Draw(picture, "RGBA")
    for _ in range(500):
        x, y, r = rng.uniform(0, WIDTH), rng.uniform(0, 900), rng.choice([1, 1, 2, 3])
        pen.ellipse((x, y, x + r, y + r), fill=(255, 255, 255, rng.randint(90, 255)))
    pen.polygon(ridge(rng, 1080, 50), fill="#0b1426")
    for n in range(rng.randint(1, 3)):
        size = 300 - 85 * n
        _dish(
            picture,
            (620 + 560 * n + rng.uniform(-60, 60), 1100),
            size,
            rng.choice([-28, -20, 24]),
        )
    return picture


def _dish(picture: Image.Image, foot: tuple[float, float], size: int, lean: float) -> None:
    x, y = foot
    pen = ImageDraw.Draw(picture)
    pen.polygon(
        [
            (x - size * 0.3, y),
            (x - 18, y - size * 1.2),
            (x + 18, y - size * 1.2),
            (x + size * 0.3, y),
        ],
        fill="#8c98aa",
    )
    side = size * 3
    bowl = Image.new("RGBA", (side, side))
    pen, c = ImageDraw.Draw(bowl), side / 2
    pen.ellipse((c - size, c - size * 0.45, c + size, c + size * 0.45), fill="#dfe5ec")
    pen.ellipse(
        (c - size * 0.93, c - size * 0.42, c + size * 0.93, c + size * 0.38), fill="#a9b6c6"
    )
    for n in range(-4, 5):
        pen.line(
            (c, c + size * 0.36, c + n * size * 0.22, c - size * 0.36),
            fill="#93a2b5",
            width=3,
        )
    for edge in (-0.85, 0, 0.85):
        pen.line((c + edge * size, c, c, c - size * 0.95), fill="#eef2f6", width=7)
    pen.ellipse(
        (c - 20, c - size * 0.95 - 20, c + 20, c - size * 0.95 + 20), fill="#f4f6f8"
    )
    bowl = bowl.rotate(lean, Image.Resampling.BICUBIC)
    picture.paste(bowl, (int(x - c), int(y - size * 1.3 - c)), bowl)
