"""A photo as a page shows it: files of one shape in both formats, with the words as printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from articles.models import Photo, Rendition

WHOLE, WIDE, CLASSIC, SQUARE = Rendition.WHOLE, "16x9", "4x3", "1x1"
# What social cards and search engines want, the first for those that take one alone.
CROPS = (WIDE, CLASSIC, SQUARE)
# A browser that reads no srcset gets the first file of at least this width.
PLAIN_WIDTH = 800


@dataclass(frozen=True)
class Picture:
    """`url` is the picture's own page, where it has one."""

    photo: Photo
    shape: str = WHOLE
    caption: str = ""
    credit: str = ""
    alt: str = ""
    url: str = ""

    @cached_property
    def files(self) -> list[Rendition]:
        """The JPEGs, narrowest first."""
        return self.photo.crop(self.shape)

    @cached_property
    def avif(self) -> list[Rendition]:
        return self.photo.crop(self.shape, Rendition.AVIF)

    @property
    def cache_keys(self) -> tuple[str, ...]:
        return (f"photo:{self.photo.pk}",)

    @property
    def facts(self) -> tuple:
        """All that its markup is made of; a file's name is never another file's."""
        names = [file.name for file in (*self.files, *self.avif)]
        return (
            self.photo.pk,
            self.shape,
            self.caption,
            self.credit,
            self.alt,
            self.url,
            *names,
        )

    @property
    def plain(self) -> Rendition:
        return next(
            (file for file in self.files if file.width >= PLAIN_WIDTH), self.largest
        )

    @property
    def largest(self) -> Rendition:
        return self.files[-1]

    @property
    def srcset(self) -> str:
        return _srcset(self.files)

    @property
    def avif_srcset(self) -> str:
        return _srcset(self.avif)

    def cropped(self, shape: str) -> "Picture | None":
        """The same picture in another shape, if the page has fetched it."""
        return replace(self, shape=shape) if self.photo.crop(shape) else None


def picture(
    photo: Photo | None,
    printed: Mapping[str, Any] | None = None,
    *,
    shape: str = WHOLE,
    url: str = "",
) -> Picture | None:
    """Return the picture of a photo, or None where there is no public file or no credit of it.

    `printed` are the facts an edition froze; without them the photo's own facts stand. The files
    come from `fetch_files`, or from a prefetch of all of them.
    """
    if photo is None or not photo.crop(shape):
        return None
    if printed is None:
        printed = {"caption": photo.caption, "alt": photo.alternative}
    credit = printed.get("credit") or photo.credit
    if not credit:
        return None
    return Picture(
        photo, shape, printed.get("caption", ""), credit, printed.get("alt", ""), url
    )


def fetch_files(photo_shapes: Iterable[tuple[Photo, str]]) -> None:
    """Bring the files of each photo in the shape a page shows it in: one query, no other row.

    A photo has thirty-five files and a list thirty photos; it shows nine of each.
    """
    photos: list[Photo] = []
    by_shape: dict[str, set[int]] = {}
    for photo, shape in photo_shapes:
        photos.append(photo)
        by_shape.setdefault(shape, set()).add(photo.pk)
    conditions = Q()
    for shape, ids in by_shape.items():
        conditions |= Q(shape=shape, photo__in=ids)
    columns = ("photo", "name", "shape", "format", "width", "height")
    files = Rendition.objects.filter(conditions).only(*columns)
    prefetch_related_objects(photos, Prefetch("renditions", files))


def _srcset(files: list[Rendition]) -> str:
    return ", ".join(f"{file.get_absolute_url()} {file.width}w" for file in files)
