"""A photo as a page shows it: files by width, with the caption and credit as printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Photo, Rendition

# A browser that reads no srcset gets the first file of at least this width.
PLAIN_WIDTH = 800
CROPS = ("16x9", "4x3", "1x1")


@dataclass(frozen=True)
class Picture:
    files: tuple[Rendition, ...]
    caption: str = ""
    credit: str = ""
    alt: str = ""
    crops: tuple[Rendition, ...] = ()  # the widest of each shape

    @property
    def plain(self) -> Rendition:
        return next((file for file in self.files if file.width >= PLAIN_WIDTH), self.largest)

    @property
    def largest(self) -> Rendition:
        return self.files[-1]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{file.get_absolute_url()} {file.width}w" for file in self.files)


def picture(photo: Photo | None, printed: Mapping[str, Any] | None = None) -> Picture | None:
    """Return the picture of a photo, or None where there is no public file of it.

    `printed` are the facts an edition froze; without them the photo's own facts stand.
    """
    if photo is None or not photo.files:
        return None
    crops = tuple(files[-1] for shape in CROPS if (files := photo.crop(shape)))
    words = photo.caption, photo.credit, photo.alternative
    if printed is not None:
        credit = printed.get("credit") or photo.credit
        words = printed.get("caption", ""), credit, printed.get("alt", "")
    return Picture(tuple(photo.files), *words, crops)
