"""The colours of readers' pages as the style sheet has them, and how well they are read."""

import re
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders

COLOUR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);")


class Colour(NamedTuple):
    """A token with its value and its contrast on paper, by day and by night."""

    name: str
    day: str
    night: str
    by_day: float
    by_night: float


def colours() -> list[Colour]:
    sheet = Path(finders.find("articles/css/tokens.css")).read_text("utf-8")
    values = {name: (day, night) for name, day, night in COLOUR.findall(sheet)}
    paper = values["paper"]
    return [
        Colour(name, day, night, contrast(day, paper[0]), contrast(night, paper[1]))
        for name, (day, night) in values.items()
    ]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it: 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return round((lighter + 0.05) / (darker + 0.05), 2)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    # With the constants of WCAG's definition of relative luminance.
    luminance = 0.0
    for at, weight in ((0, 0.2126), (2, 0.7152), (4, 0.0722)):
        part = int(digits[at : at + 2], 16) / 255
        linear = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        luminance += weight * linear
    return luminance
