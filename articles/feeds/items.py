"""A story as an item of a feed, alike in every format."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse

from articles.enums import Outcome
from articles.formats.address import absolute
from articles.models import Edition, Rendition

from . import content
from .harvest import Correction, Credits

TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@dataclass(frozen=True)
class Picture:
    url: str
    type: str
    width: int
    height: int
    size: int
    caption: str
    credit: str


@dataclass(frozen=True)
class Item:
    urn: str
    url: str
    title: str
    published: datetime
    updated: datetime
    language: str
    summary: str
    html: str
    people: list[tuple[str, str]] = field(default_factory=list)  # name, address
    subjects: list[tuple[str, str]] = field(default_factory=list)  # name, address
    picture: Picture | None = None
    withdrawn: bool = False
    replaced: bool = False


def item(
    edition: Edition,
    at: datetime,
    *,
    credits: Credits,
    pictures: dict[int, Rendition],
    corrections: list[Correction],
) -> Item:
    """The edition as subscribers get it. A stub has not a word of the story."""
    if edition.is_withdrawn:
        replaced = edition.outcome == Outcome.REPLACED_BY
        sentence = content.withdrawn_sentence(edition.live_from)
        return _stub(edition, at, "Story withdrawn", sentence, withdrawn=True, replaced=replaced)
    if edition.is_held:
        return _stub(edition, at, "On hold", content.held_sentence(edition.held_since))
    told = [correction for correction in corrections if correction.number <= edition.number]
    return Item(
        **_identity(edition, at),
        title=edition.title,
        summary=content.summary(edition),
        html=content.story_html(edition, pictures, told),
        people=[(name, _address("author", slug)) for name, slug in credits.people],
        subjects=[_section(edition), *((n, _address("tag", slug)) for n, slug in credits.subjects)],
        picture=_picture(edition.content["lead"], pictures),
    )


def _stub(edition: Edition, at: datetime, title: str, sentence: str, **what: bool) -> Item:
    html = f"<p>{sentence}</p>"
    return Item(**_identity(edition, at), title=title, summary=sentence, html=html, **what)


def _identity(edition: Edition, at: datetime) -> dict:
    return {
        "urn": edition.story.urn,
        "url": absolute(edition.get_absolute_url()),
        "published": edition.first_published,
        "updated": max(edition.changed_at(at), edition.first_published),
        "language": edition.language,
    }


def _section(edition: Edition) -> tuple[str, str]:
    return edition.content["section"]["name"], absolute(edition.section.get_absolute_url())


def _address(name: str, slug: str) -> str:
    return absolute(reverse(name, args=[slug]))


def _picture(lead: dict | None, pictures: dict[int, Rendition]) -> Picture | None:
    file = pictures.get(lead["id"]) if lead else None
    if file is None:
        return None
    return Picture(
        url=absolute(file.get_absolute_url()),
        type=TYPES[file.name.rpartition(".")[2].lower()],
        width=file.width,
        height=file.height,
        size=file.size,
        caption=lead["caption"],
        credit=lead["credit"],
    )
