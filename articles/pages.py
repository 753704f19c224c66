"""The context of public pages from editions, saved or not.

Readers' views and the admin's preview call the same functions, so a preview is the page itself.
Everything here reads editions; the desk copy is out of its reach.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.enums import MOVES_UPDATED, Kind
from articles.formats import jsonld, opengraph
from articles.formats.card import by_day, cards
from articles.formats.earlier import life, readable
from articles.formats.house import House
from articles.formats.neighbours import neighbours
from articles.formats.newer import question
from articles.formats.picture import Picture
from articles.formats.sharing import citation, share_links
from articles.formats.story_pictures import story_pictures
from articles.formats.translations import alternates, translations
from articles.models import (
    Author,
    Edition,
    FrontSlot,
    Section,
    Tag,
)
from articles.text.body import plain, split_figures, word_count
from articles.text.dates import with_dateline
from articles.text.excerpt import excerpt

WORDS_A_MINUTE = 220
ON_TOP, IN_LATEST, IN_BLOCK = 4, 12, 4


@dataclass(frozen=True)
class Named:
    """A byline or a tag: the name as printed, the address as it is now."""

    name: str
    url: str
    thing: Any = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Part:
    """A piece of the body: markup, or a picture in its place."""

    html: str = ""
    picture: Picture | None = None
    place: str = "figure"


def article(edition: Edition, at: dt.datetime, house: House | None = None) -> dict[str, Any]:
    """Return the context of `articles/article.html`, or of `articles/hold.html` for a hold.

    `edition` may be unsaved (`desk.preview`): it then has no history, no address and no metadata.
    """
    house = house or House()
    context = {"house": house, "edition": edition, "crumbs": _crumbs(edition), "at": at}
    if edition.is_held:
        return context | {"since": edition.held_since, "robots": "noindex"}
    saved = edition.pk is not None
    content = edition.content
    bylines, tags = _bylines(edition), _tags(edition)
    shown = story_pictures(edition, [byline.thing for byline in bylines], at)
    lived = life(edition.article_id, at) if saved and edition.number > 1 else []
    history = [told for told in lived if told.kind != Kind.WITHDRAWAL]
    corrections = [told for told in reversed(history) if told.kind == Kind.CORRECTION]
    languages = translations(edition, at) if saved else []
    beside = neighbours(edition, [tag.thing.pk for tag in tags if tag.thing], at)
    context |= {
        "lead": shown.lead,
        "gallery": shown.gallery,
        "pictures": shown.ranked,
        "parts": _parts(edition, shown.figures),
        "bylines": [_with_portrait(byline, shown.portraits) for byline in bylines],
        "tags": tags,
        "breaking": edition.is_breaking(at),
        "minutes": max(1, round(word_count(content["body"]) / WORDS_A_MINUTE)),
        "description": edition.standfirst or excerpt(plain(content["body"]), 160),
        "corrections": corrections,
        "notes": [told for told in reversed(history) if told.what and told.kind in MOVES_UPDATED],
        "history": history,
        "earlier": readable(lived) if house.settings.show_earlier else {},
        "translations": languages,
        "alternates": alternates(languages),
        "related": cards(beside.related, at, pictures=False),
        "neighbours": beside,
        "latest": cards(beside.latest, at, pictures=False),
    }
    return context | (_metadata(edition, context) if saved else {"robots": "noindex"})


def earlier(
    edition: Edition, replaced_by: Edition, current: Edition, at: dt.datetime, house: House
) -> dict[str, Any]:
    """Return the context of `articles/edition.html`: words that a live story said before."""
    shown = story_pictures(edition, [], at)
    return {
        "house": house,
        "at": at,
        "edition": edition,
        "replaced_by": replaced_by,
        "current": current,
        "crumbs": [*_crumbs(current), (_("Story"), current.get_absolute_url())],
        "bylines": _bylines(edition),
        "lead": shown.lead,
        "gallery": shown.gallery,
        "parts": _parts(edition, shown.figures),
        "robots": "noindex",
    }


def front(at: dt.datetime, house: House | None = None) -> dict[str, Any]:
    """Return the context of the front: slots first, filled from the latest; no story twice."""
    house = house or House()
    live = Edition.objects.live(at).for_card()
    latest = list(live.newest_first()[: ON_TOP + IN_LATEST])
    places = _places(live, at)
    top = _without_repeats([*(edition for _slot, edition in places), *latest])[:ON_TOP]
    shown = {edition.article_id for edition in top}
    wire = [edition for edition in latest if edition.article_id not in shown][:IN_LATEST]
    shown |= {edition.article_id for edition in wire}
    blocks = _blocks(live, house.sections, shown)
    slots = {slot.article_id: slot for slot, _edition in places}
    listed = [*top, *(edition for _part, block in blocks for edition in block)]
    stories = cards(listed, at, slots=slots)
    by_article = {card.edition.article_id: card for card in stories}
    return {
        "house": house,
        "at": at,
        "top": [by_article[edition.article_id] for edition in top],
        "wire": by_day(cards(wire, at, pictures=False)),
        "blocks": [
            (part, [by_article[edition.article_id] for edition in block])
            for part, block in blocks
            if block
        ],
        "path": reverse("front"),
        "newer": question(reverse("latest_newer"), latest),
        "linked_data": [jsonld.website(house.settings)],
        "og": opengraph.page(
            site=house.settings,
            title=house.settings.name,
            description=house.settings.description,
            path=reverse("front"),
        ),
    }


def _crumbs(edition: Edition) -> list[tuple[str, str]]:
    section = edition.section if edition.section_id else None
    return [(section.name, section.get_absolute_url())] if section else []


def _bylines(edition: Edition) -> list[Named]:
    if edition.pk:
        rows = edition.bylines.select_related("author")
        found = [(row.name, row.author) for row in rows]
    else:
        found = _printed(Author, edition.content["bylines"])
    return [Named(name, thing.get_absolute_url() if thing else "", thing) for name, thing in found]


def _tags(edition: Edition) -> list[Named]:
    if edition.pk:
        found = [(row.name, row.tag) for row in edition.tags.select_related("tag")]
    else:
        found = _printed(Tag, edition.content["tags"])
    return [Named(name, thing.get_absolute_url() if thing else "", thing) for name, thing in found]


def _printed(model: Any, rows: list[dict]) -> list[tuple[str, Any]]:
    """Names as an unsaved edition prints them, with the records that are there now."""
    there = model.objects.in_bulk([row["id"] for row in rows])
    return [(row["name"], there.get(row["id"])) for row in rows]


def _with_portrait(byline: Named, portraits: dict[int, Picture]) -> Named:
    portrait = portraits.get(byline.thing.portrait_id) if byline.thing else None
    return Named(byline.name, byline.url, byline.thing, portrait)


def _parts(edition: Edition, figures: dict[int, Picture]) -> list[Part]:
    """The body with its dateline and its pictures; figures without a photo are left out."""
    content = edition.content
    body = with_dateline(
        content["body"], content["dateline_place"], edition.first_published, edition.language
    )
    wide = {row["id"] for row in content["figures"] if row.get("wide")}
    parts = []
    for html, photo in split_figures(body):
        if photo is None:
            parts.append(Part(html=html))
        elif photo in figures:
            place = "wide" if photo in wide else "figure"
            parts.append(Part(picture=figures[photo], place=place))
    return parts


def _metadata(edition: Edition, context: dict[str, Any]) -> dict[str, Any]:
    site, pictures = context["house"].settings, context["pictures"]
    bylines = context["bylines"]
    return {
        "path": edition.get_absolute_url(),
        "share": share_links(edition),
        "citation": citation(edition, site=site, bylines=bylines),
        "linked_data": [
            jsonld.news_article(
                edition,
                site=site,
                bylines=bylines,
                pictures=pictures,
                corrections=context["corrections"],
                translations=context["translations"],
            ),
        ],
        "og": opengraph.article(
            edition,
            site=site,
            bylines=bylines,
            description=context["description"],
            image=pictures[0] if pictures else None,
            translations=context["translations"],
        ),
    }


def slotted(live: Any, at: dt.datetime) -> list[Edition]:
    """The live story of each place, in order; a place whose story is not live stays empty."""
    return [edition for _slot, edition in _places(live, at)]


def _places(live: Any, at: dt.datetime) -> list[tuple[FrontSlot, Edition]]:
    slots = list(FrontSlot.objects.standing(at).select_related("photo"))
    stories = {e.article_id: e for e in live.filter(article__in=[s.article_id for s in slots])}
    places: dict[int, FrontSlot] = {}
    for slot in slots:
        taken = [other.article_id for other in places.values()]
        if slot.article_id in stories and slot.article_id not in taken:
            places.setdefault(slot.position, slot)
    return [(slot, stories[slot.article_id]) for slot in places.values()]


def _blocks(
    live: Any, sections: list[Section], shown: set[int]
) -> list[tuple[Section, list[Edition]]]:
    """The newest stories of each section that the page has not shown yet: one query for all."""
    rows = live.exclude(article_id__in=shown)
    newest = rows.newest_under("section", [section.pk for section in sections], IN_BLOCK)
    found: dict[int, list[Edition]] = {}
    for edition in live.filter(pk__in=newest).newest_first():
        found.setdefault(edition.section_id, []).append(edition)
    return [(section, found.get(section.pk, [])) for section in sections]


def _without_repeats(editions: list[Edition]) -> list[Edition]:
    return list({edition.article_id: edition for edition in editions}.values())
