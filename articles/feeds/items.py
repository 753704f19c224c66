"""A story as an item of a feed, alike in every format."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.enums import Outcome
from articles.models import Edition, Rendition
from articles.public_urls import absolute_url, path_for

from . import content as texts
from .queries import BylineRow, Correction, Credits, Shapes

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
SQUARE = "1x1"
# The picture's widest file of each shape; the whole of it is the best.
OFFERED = (Rendition.WHOLE, "16x9", "4x3", SQUARE)
AVATAR = 512  # pixels that JSON Feed asks for


@dataclass(frozen=True)
class ItemFile:
    url: str
    type: str
    width: int
    height: int
    size: int


@dataclass(frozen=True)
class ItemPicture:
    """A photo: the whole of it first, then its crops, with its texts as printed."""

    files: tuple[ItemFile, ...]
    caption: str
    credit: str
    alt: str = ""


@dataclass(frozen=True)
class ItemAuthor:
    name: str
    url: str
    avatar: str = ""


@dataclass(frozen=True)
class Item:
    """`html` is empty in a feed of summaries."""

    urn: str
    url: str
    title: str
    published: datetime
    updated: datetime
    language: str
    summary: str
    html: str
    authors: list[ItemAuthor] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)  # name, address
    picture: ItemPicture | None = None
    source: str = ""
    source_url: str = ""
    corrections: list[Correction] = field(default_factory=list)  # newest first
    withdrawn: bool = False
    replaced: bool = False


def item(
    edition: Edition,
    at: datetime,
    *,
    credits: Credits,
    pictures: dict[int, Shapes],
    corrections: list[Correction],
    full: bool = True,
    disowned_at: datetime | None = None,
) -> Item:
    """The edition as subscribers get it. A stub has not a word of the story.

    `disowned_at` is the moment since which the story is wrong where this is told.
    """
    if edition.is_withdrawn:
        replaced = edition.outcome == Outcome.REPLACED_BY
        sentence = texts.withdrawn_sentence(edition.live_from)
        state = {"withdrawn": True, "replaced": replaced}
        return _stub(edition, at, "Story withdrawn", sentence, full=full, **state)
    if edition.is_held:
        return _stub(
            edition, at, "On hold", texts.held_sentence(edition.held_since), full=full
        )
    if disowned_at:
        sentence = texts.disowned_sentence(disowned_at)
        # A page is found by its number: an address without the words of the headline leads there.
        url = absolute_url(
            path_for("article", edition.section.slug, edition.article_id, "story")
        )
        return _stub(edition, at, "No longer filed here", sentence, full=full, url=url)
    corrections = [one for one in corrections if one.number <= edition.number]
    # By their printed names, each with its present address.
    subjects = [(edition.content["section"]["name"], edition.section.get_absolute_url())]
    subjects += [(name, reverse("tag", args=[slug])) for name, slug in credits.subjects]
    summary = texts.summary(edition)
    if not full:
        # Who gets no text gets the corrections all the same.
        summary = " ".join([*map(texts.correction_line, corrections), summary])
    return Item(
        **_identity(edition, at),
        language=edition.language,
        title=edition.title,
        summary=summary,
        html=texts.story_html(edition, pictures, corrections) if full else "",
        authors=[_author(byline, pictures) for byline in credits.bylines],
        subjects=[(name, absolute_url(path)) for name, path in subjects],
        picture=_picture(edition.content, pictures),
        source=edition.content["source"],
        source_url=edition.content.get("source_url", ""),
        corrections=corrections,
    )


def _stub(
    edition: Edition, at: datetime, title: str, sentence: str, *, full: bool, **facts: Any
) -> Item:
    """A sentence of ours, in our language, in place of the story."""
    facts = _identity(edition, at) | facts
    html = f"<p>{sentence}</p>" if full else ""
    return Item(**facts, language="en", title=title, summary=sentence, html=html)


def _identity(edition: Edition, at: datetime) -> dict:
    return {
        "urn": edition.story.urn,
        "url": absolute_url(edition.get_absolute_url()),
        "published": edition.first_published,
        "updated": max(edition.changed_at(at), edition.first_published),
    }


def _author(byline: BylineRow, pictures: dict[int, Shapes]) -> ItemAuthor:
    url = absolute_url(reverse("author", args=[byline.slug]))
    shapes = pictures.get(byline.portrait or 0)
    if not shapes:
        return ItemAuthor(byline.name, url)
    files = shapes.get(SQUARE) or shapes[Rendition.WHOLE]
    avatar = next((file for file in files if file.width >= AVATAR), files[-1])
    return ItemAuthor(byline.name, url, absolute_url(avatar.get_absolute_url()))


def _picture(content: dict, pictures: dict[int, Shapes]) -> ItemPicture | None:
    """The picture that stands for the story, the page's own: the lead, else the next allowed."""
    shown = [content["lead"], *content["figures"], *content["gallery"]]
    photo = next((photo for photo in shown if photo and pictures.get(photo["id"])), None)
    if photo is None:
        return None
    shapes = pictures[photo["id"]]
    widest = [shapes[shape][-1] for shape in OFFERED if shape in shapes]
    files = tuple(
        ItemFile(
            url=absolute_url(rendition.get_absolute_url()),
            type=TYPES[rendition.name.rpartition(".")[2].lower()],
            width=rendition.width,
            height=rendition.height,
            size=rendition.size,
        )
        for rendition in widest
    )
    return ItemPicture(files, photo["caption"], photo["credit"], photo["alt"])
