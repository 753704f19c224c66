"""The pictures of a story: those that may be shown at a moment, each where it was printed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from articles.models import Author, Edition, Photo
from articles.pages.picture import CLASSIC, CROPS, SQUARE, WHOLE, Picture, fetch, picture


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
        shown = [*([self.lead] if self.lead else []), *self.figures.values(), *self.gallery]
        return list({found.photo.pk: found for found in reversed(shown)}.values())[::-1]


def story_pictures(
    edition: Edition, authors: Iterable[Author | None], at: dt.datetime
) -> StoryPictures:
    """Return the pictures of an edition, saved or not: two queries, however many they are."""
    content = edition.content
    portraits = {author.portrait_id for author in authors if author and author.portrait_id}
    ids = {row["id"] for row in in_order(content)} | portraits
    photos = Photo.objects.usable(at).in_bulk(ids) if ids else {}
    fetch(_wanted(content, portraits, photos))
    return StoryPictures(
        lead=_shown(edition, content["lead"], photos),
        gallery=_all(edition, content["gallery"], photos, CLASSIC),
        figures={p.photo.pk: p for p in _all(edition, content["figures"], photos, WHOLE)},
        portraits={
            pk: found for pk in portraits if (found := picture(photos.get(pk), shape=SQUARE))
        },
    )


def in_order(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The printed facts of a story's photos as a reader meets them, each photo once."""
    rows = [content["lead"]] if content["lead"] else []
    rows += [*content["figures"], *content["gallery"]]
    return list({row["id"]: row for row in reversed(rows)}.values())[::-1]


def photo_url(edition: Edition, photo: int) -> str:
    """The page of one photo of a story; an edition that is not saved has none."""
    if not edition.pk:
        return ""
    where = [edition.section.slug, edition.article_id, edition.slug, photo]
    return reverse("article_photo", args=where)


def _wanted(content, portraits, photos):
    """Whole where it is shown whole; crops for grids, portraits, social cards and searches."""
    printed = [*([content["lead"]] if content["lead"] else []), *content["figures"]]
    shapes = [(row["id"], WHOLE) for row in printed]
    shapes += [(row["id"], CLASSIC) for row in content["gallery"]]
    shapes += [(pk, SQUARE) for pk in portraits]
    first = next((row["id"] for row in in_order(content) if row["id"] in photos), None)
    shapes += [(first, shape) for shape in (WHOLE, *CROPS)]
    return [(photos[pk], shape) for pk, shape in shapes if pk in photos]


def _shown(edition, printed, photos, shape=WHOLE):
    if printed is None:
        return None
    url = photo_url(edition, printed["id"])
    return picture(photos.get(printed["id"]), printed, shape=shape, url=url)


def _all(edition, rows, photos, shape):
    return [found for row in rows if (found := _shown(edition, row, photos, shape))]
