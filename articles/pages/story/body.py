"""The body of a story with its dateline and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.models import Edition
from articles.pages.picture import Picture
from articles.text.body import split_figures
from articles.text.dates import with_dateline


@dataclass(frozen=True)
class BodyPart:
    """A piece of the body: markup, or a picture in its place."""

    html: str = ""
    picture: Picture | None = None
    layout: str = "figure"

    @property
    def cache_keys(self) -> tuple[str, ...]:
        return self.picture.cache_keys if self.picture else ()


def body_parts(edition: Edition, figures: Mapping[int, Picture]) -> list[BodyPart]:
    """Return the body in pieces; a figure whose photo may not be shown is left out."""
    content = edition.content
    body = with_dateline(
        content["body"],
        content["dateline_place"],
        edition.first_published,
        edition.language,
    )
    wide = {row["id"] for row in content["figures"] if row.get("wide")}
    parts = []
    for html, photo in split_figures(body):
        if photo is None:
            parts.append(BodyPart(html=html))
        elif photo in figures:
            layout = "wide" if photo in wide else "figure"
            parts.append(BodyPart(picture=figures[photo], layout=layout))
    return parts
