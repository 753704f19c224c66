"""The technology itself: a circuit board, a network, server racks, glass fibres."""

import itertools
import math
import random

from PIL import Image, ImageDraw, ImageFilter

from .canvas import HEIGHT, WIDTH, glow, gradient


def circuit(rng: random.Random) -> Image.Image:
    """A board from above: traces, pads, chips with their pins."""
    picture = gradient(
        *rng.choice([("#0b3b2e", "#0f4d3a", "#09281f"), ("#0e2747", "#123a66", "#0a1a30")])
    )
    pen = ImageDraw.Draw(picture)
    for _ in range(150):
        x, y = rng.randrange(0, WIDTH, 25), rng.randrange(0, HEIGHT, 25)
        run, bend, turn = (
            rng.randrange(100, 500, 25),
            rng.randrange(50, 200, 25),
            rng.choice([-1, 1]),
        )
        points = [
            (x, y),
            (x + run, y),
            (x + run + bend, y + turn * bend),
            (x + 2 * run + bend, y + turn * bend),
        ]
        pen.line(
            points,
            fill=rng.choice(["#3f9c78", "#58b892", "#c9a24a"]),
            width=6,
            joint="curve",
        )
        for px, py in (points[0], points[-1]):
            pen.ellipse((px - 11, py - 11, px + 11, py + 11), fill="#e1bd63")
            pen.ellipse((px - 5, py - 5, px + 5, py + 5), fill="#0a1f1a")
    for _ in range(9):
        _chip(
            pen,
            rng.randrange(60, 1700, 40),
            rng.randrange(60, 1000, 40),
            rng.choice([120, 160, 220]),
        )
    _chip(pen, 800, 420, 400)
    glow(picture, (1000, 620), 130, "#bfe9ff")
    return picture


def _chip(pen, x: int, y: int, size: int) -> None:
    for n in range(12, size - 12, 24):
        for box in (
            (x - 18, y + n, x + size + 18, y + n + 10),
            (x + n, y - 18, x + n + 10, y + size + 18),
        ):
            pen.rectangle(box, fill="#cfd6dc")
    pen.rounded_rectangle(
        (x, y, x + size, y + size), 10, fill="#151a20", outline="#3a434d", width=4
    )
    pen.rounded_rectangle(
        (x + size * 0.2, y + size * 0.2, x + size * 0.8, y + size * 0.8), 8, fill="#232b34"
    )
    pen.ellipse((x + 14, y + 14, x + 28, y + 28), fill="#4a545f")


def network(rng: random.Random) -> Image.Image:
    """A graph of places and the links between neighbours."""
    picture = gradient("#071426", "#0d2f52", "#123f63")
    nodes = [(rng.uniform(60, WIDTH - 60), rng.uniform(60, HEIGHT - 60)) for _ in range(75)]
    hubs = rng.sample(nodes, 5)
    for hub in hubs:
        glow(picture, hub, 90, "#5fd0ff")
    pen = ImageDraw.Draw(picture, "RGBA")
    for node in nodes:
        for other in sorted(nodes, key=lambda n: math.dist(n, node))[1:4]:
            pen.line((*node, *other), fill=(122, 203, 245, 130), width=4)
    for first, second in itertools.pairwise(hubs):
        pen.line((*first, *second), fill=(255, 206, 120, 220), width=7)
    for x, y in nodes:
        r = 22 if (x, y) in hubs else rng.choice([7, 9, 12])
        pen.ellipse((x - r, y - r, x + r, y + r), fill="#ffce78" if r == 22 else "#d6f1ff")
    return picture


def racks(rng: random.Random) -> Image.Image:
    """The aisle of a data centre, in perspective."""
    picture = gradient("#0a121d", "#142a40", "#0c1826")
    pen = ImageDraw.Draw(picture)
    far = (1000, 560)

    def towards(x: float, y: float, depth: float) -> tuple[float, float]:
        return x + (far[0] - x) * depth, y + (far[1] - y) * depth

    depths = [1 - 0.78**n for n in range(9)]
    for edge in (0, WIDTH):
        for near, deep in itertools.pairwise(depths):
            box = [
                towards(edge, -150, near),
                towards(edge, -150, deep),
                towards(edge, 1350, deep),
                towards(edge, 1350, near),
            ]
            pen.polygon(box, fill="#1b2735", outline="#060b12")
            for unit in range(24):
                y = -100 + unit * 58
                start, end = near + (deep - near) * 0.15, near + (deep - near) * 0.85
                pen.line(
                    [towards(edge, y, start), towards(edge, y, end)],
                    fill="#2f4257",
                    width=max(2, int(12 * (1 - near))),
                )
                if rng.random() < 0.7:
                    x, y = towards(edge, y, rng.uniform(start, end))
                    r = 7 * (1 - near) + 1
                    pen.ellipse(
                        (x - r, y - r, x + r, y + r),
                        fill=rng.choice(["#57e389", "#57e389", "#6ec6ff", "#ffb454"]),
                    )
    glow(picture, far, 130, "#cdeaff")
    return picture


def fibre(rng: random.Random) -> Image.Image:
    """A sheaf of glass fibres with light at their ends."""
    picture = gradient("#0a0820", "#241a4d", "#0b1a3a")
    ends = []
    pen = ImageDraw.Draw(picture, "RGBA")
    for _ in range(90):
        angle, reach, sag = (
            rng.uniform(-1.0, 0.45),
            rng.uniform(800, 1750),
            rng.uniform(-260, 260),
        )
        points = []
        for n in range(31):
            s = n / 30
            points.append(
                (
                    120 + reach * s * math.cos(angle),
                    980 + reach * s * math.sin(angle) + sag * s * s,
                )
            )
        pen.line(
            points,
            fill=rng.choice(
                [(90, 190, 255, 110), (200, 120, 255, 110), (120, 255, 220, 100)]
            ),
            width=4,
        )
        ends.append(points[-1])
    soft = picture.filter(ImageFilter.GaussianBlur(6))
    picture = Image.blend(picture, soft, 0.35)
    pen = ImageDraw.Draw(picture, "RGBA")
    for x, y in ends:
        for r, alpha in ((26, 40), (14, 90), (6, 255)):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=(235, 250, 255, alpha))
    return picture
