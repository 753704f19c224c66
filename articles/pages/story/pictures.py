"""The pictures of a story: those that may be shown at a moment, each where it was printed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from articles.models import Author, Edition, Photo
from articles.pages.picture import (
    CLASSIC,
    CROPS,
    SQUARE,
    WHOLE,
    Picture,
    fetch_files,
    picture,
)


@dataclass(frozen=True)
class StoryPictures:
    """Photos that have ended are not among them; `figures` and `portraits` are by photo."""

    lead: Picture | None = None
    gallery: list[Picture] = field(default_factory=list)
    figures: dict[int, Picture] = field(default_factory=dict)
    portraits: dict[int, Picture] = field(default_factory=dict)

    @property
    def ranked(self) -> list[Picture]:
        """Each once, in the order of the page: the first stands for the story everywhere."""
        lead = [self.lead] if self.lead else []
        by_photo: dict[int, Picture] = {}
        for shown in (*lead, *self.figures.values(), *self.gallery):
            by_photo.setdefault(shown.photo.pk, shown)
        return list(by_photo.values())


def story_pictures(
    edition: Edition, authors: Iterable[Author | None], at: dt.datetime
) -> StoryPictures:
    """Return the pictures of an edition, saved or not: two queries, however many they are."""
    content = edition.content
    portraits = {author.portrait_id for author in authors if author and author.portrait_id}
    ids = {row["id"] for row in in_order(content)} | portraits
    photos = Photo.objects.usable(at).in_bulk(ids) if ids else {}
    fetch_files(_photo_shapes(content, portraits, photos))
    lead = [content["lead"]] if content["lead"] else []
    figures = _printed(edition, content["figures"], photos, WHOLE)
    faces = {pk: picture(photos.get(pk), shape=SQUARE) for pk in portraits}
    return StoryPictures(
        lead=next(iter(_printed(edition, lead, photos, WHOLE)), None),
        gallery=_printed(edition, content["gallery"], photos, CLASSIC),
        figures={figure.photo.pk: figure for figure in figures},
        portraits={pk: face for pk, face in faces.items() if face},
    )


def in_order(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The printed facts of a story's photos as a reader meets them, each photo once."""
    lead = [content["lead"]] if content["lead"] else []
    by_photo: dict[int, dict[str, Any]] = {}
    for row in (*lead, *content["figures"], *content["gallery"]):
        by_photo.setdefault(row["id"], row)
    return list(by_photo.values())


def photo_url(edition: Edition, photo: int) -> str:
    """The page of one photo of a story; an edition that is not saved has none."""
    if not edition.pk:
        return ""
    args = [edition.section.slug, edition.article_id, edition.slug, photo]
    return reverse("article_photo", args=args)


def _photo_shapes(
    content: dict[str, Any], portraits: set[int], photos: dict[int, Photo]
) -> list[tuple[Photo, str]]:
    """Whole where it is shown whole; crops for grids, portraits, social cards and searches."""
    lead = [content["lead"]] if content["lead"] else []
    shapes = [(row["id"], WHOLE) for row in (*lead, *content["figures"])]
    shapes += [(row["id"], CLASSIC) for row in content["gallery"]]
    shapes += [(pk, SQUARE) for pk in portraits]
    usable = [row["id"] for row in in_order(content) if row["id"] in photos]
    shapes += [(pk, shape) for pk in usable[:1] for shape in (WHOLE, *CROPS)]
    return [(photos[pk], shape) for pk, shape in shapes if pk in photos]


def _printed(
    edition: Edition, rows: list[dict[str, Any]], photos: dict[int, Photo], shape: str
) -> list[Picture]:
    """The pictures of these printed facts that may be shown."""
    pictures = []
    for row in rows:
        url = photo_url(edition, row["id"])
        shown = picture(photos.get(row["id"]), row, shape=shape, url=url)
        if shown:
            pictures.append(shown)
    return pictures
