"""The one tag that writes a picture, and how wide pictures stand on a page."""

from dataclasses import dataclass
from typing import Any

from django import template

from articles.pages.picture import Picture

register = template.Library()


@dataclass(frozen=True)
class ImageSlot:
    """Where a picture stands: `sizes` says with the style sheets how wide it is there.

    `caption` and `credit` say what is printed below it; a credit that is not printed is written
    for those who listen and for machines. `first` are the pictures a page opens with.
    """

    kind: str
    sizes: str
    caption: bool = True
    credit: bool = True
    first: bool = False


IMAGE_SLOTS = {
    # The story: 18 rem of side column and 4 rem of gutter from 60 em on, 5 rem of edges.
    "lead": ImageSlot(
        "lead",
        "(min-width: 80em) 52rem, (min-width: 60em) calc(100vw - 27rem), "
        "(min-width: 40em) 92vw, 100vw",
        first=True,
    ),
    "figure": ImageSlot(
        "in-text",
        "(min-width: 69em) 42rem, (min-width: 60em) calc(100vw - 27rem), "
        "(min-width: 46em) 42rem, 92vw",
    ),
    "wide": ImageSlot(
        "wide",
        "(min-width: 80em) 52rem, (min-width: 60em) calc(100vw - 27rem), 92vw",
    ),
    "gallery": ImageSlot(
        "shot",
        "(min-width: 80em) 17rem, (min-width: 60em) calc(33vw - 10rem), "
        "(min-width: 40em) 29vw, 44vw",
    ),
    "photo": ImageSlot("full", "(min-width: 80em) 75rem, 92vw", first=True),
    # The front's lead stands beside 22 rem of the wire.
    "top": ImageSlot(
        "top-picture",
        "(min-width: 80em) 50.5rem, (min-width: 60em) calc(100vw - 29.5rem), "
        "(min-width: 40em) 92vw, 100vw",
        caption=False,
        first=True,
    ),
    "second": ImageSlot(
        "card-picture",
        "(min-width: 80em) 15.8rem, (min-width: 60em) calc(33vw - 11rem), "
        "(min-width: 40em) 29vw, 31vw",
        caption=False,
        credit=False,
    ),
    "block": ImageSlot(
        "card-picture",
        "(min-width: 80em) 17.25rem, (min-width: 60em) calc(25vw - 2.75rem), "
        "(min-width: 40em) calc(46vw - 1rem), 31vw",
        caption=False,
        credit=False,
    ),
    "card": ImageSlot(
        "card-picture", "(min-width: 40em) 15rem, 31vw", caption=False, credit=False
    ),
    "byline": ImageSlot("portrait", "2.5rem", caption=False, credit=False),
    "face": ImageSlot("author-face", "4rem", caption=False, credit=False),
    "portrait": ImageSlot("author-portrait", "8rem", caption=False, first=True),
    "section": ImageSlot("section-picture", "(min-width: 48em) 24rem, 92vw", first=True),
}


@register.inclusion_tag("articles/story/_figure.html")
def figure(picture: Picture, slot: str = "", near: bool = False) -> dict[str, Any]:
    """Write a picture with its alternative, caption and credit.

    `near` are pictures that stand on the first screen of a list: they are not put off.
    """
    return {"picture": picture, "slot": IMAGE_SLOTS[slot or "card"], "near": near}
