"""The HTML that a feed carries for a story: everything the page's article has, addresses absolute.

Body HTML comes clean from the edition; what is added to it is built as a tree, never pasted.
"""

from datetime import datetime

from lxml import etree

from articles.models import Edition, Rendition
from articles.public_urls import absolute_url
from articles.text.body import absolute_links, plain, split_figures
from articles.text.dates import newsroom_time, with_dateline
from articles.text.excerpt import excerpt
from articles.text.xml import add, legal, legal_html

from .queries import Correction, Shapes


def story_html(
    edition: Edition, pictures: dict[int, Shapes], corrections: list[Correction]
) -> str:
    """Correction notes on top, the lead photo, the text with its figures, gallery, source."""
    content = edition.content
    figures = {figure["id"]: figure for figure in content["figures"]}
    parts = []
    for correction in corrections:
        note = etree.Element("p")
        label = add(note, "strong", _correction_label(correction))
        label.tail = legal(_correction_text(correction))
        parts.append(_html(note))
    parts.append(_figure(content["lead"], pictures))
    body = with_dateline(
        content["body"],
        content["dateline_place"],
        edition.first_published,
        edition.language,
    )
    for markup, photo in split_figures(body):
        parts.append(_figure(figures.get(photo), pictures) if photo else markup)
    parts += [_figure(photo, pictures) for photo in content["gallery"]]
    if content["source"]:
        parts.append(_source(content["source"], content.get("source_url", "")))
    return legal_html(absolute_links("".join(parts), absolute_url("/")))


def summary(edition: Edition) -> str:
    """The standfirst, or the beginning of the text where there is none."""
    return edition.standfirst or excerpt(plain(edition.content["body"]))


def held_sentence(since: datetime) -> str:
    return f"This story has been on hold since {newsroom_time(since)} and is being checked."


def withdrawn_sentence(since: datetime) -> str:
    return f"This story was withdrawn on {newsroom_time(since)}."


def disowned_sentence(since: datetime) -> str:
    return f"Since {newsroom_time(since)} this story is no longer filed here."


def correction_line(correction: Correction) -> str:
    """The note in plain words: when it was put right, what was wrong, and where."""
    return _correction_label(correction) + _correction_text(correction)


def _correction_label(correction: Correction) -> str:
    return f"Correction, {newsroom_time(correction.at)}:"


def _correction_text(correction: Correction) -> str:
    location = f" ({correction.location})" if correction.location else ""
    return f" {correction.note}{location}"


def _figure(photo: dict | None, pictures: dict[int, Shapes]) -> str:
    """A frozen photo as a figure; nothing where it has been stopped since."""
    shapes = pictures.get(photo["id"]) if photo else None
    if not shapes:
        return ""
    picture = shapes[Rendition.WHOLE][-1]
    root = etree.Element("figure")
    facts = {
        "src": absolute_url(picture.get_absolute_url()),
        "alt": photo["alt"],
        "width": str(picture.width),
        "height": str(picture.height),
    }
    add(root, "img", attributes=facts)
    caption = add(root, "figcaption", photo["caption"])
    if photo["credit"]:
        caption.text = f"{caption.text} " if caption.text else None
        add(caption, "small", photo["credit"])
    return _html(root)


def _source(name: str, url: str) -> str:
    root = etree.Element("p")
    root.text = "Source: " if url else legal(f"Source: {name}")
    if url:
        add(root, "a", name, {"href": url})
    return _html(root)


def _html(root: etree._Element) -> str:
    return etree.tostring(root, method="html", encoding="unicode")
