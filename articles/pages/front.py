"""The front: slots first, filled from the latest; no story twice."""

import datetime as dt
from typing import Any

from django.urls import reverse

from articles.models import Edition, FrontSlot, Section

from . import jsonld, opengraph
from .cards import by_day, cards
from .lists import question
from .site import SiteContext

ON_TOP, IN_LATEST, IN_BLOCK = 4, 12, 4


def front_page(at: dt.datetime, site: SiteContext | None = None) -> dict[str, Any]:
    """Return the context of `articles/lists/front.html`."""
    site = site or SiteContext()
    live = Edition.objects.live(at).for_card()
    latest = list(live.newest_first()[: ON_TOP + IN_LATEST])
    slotted = _slotted(live, at)
    top = _without_repeats([*(edition for _, edition in slotted), *latest])[:ON_TOP]
    shown = {edition.article_id for edition in top}
    wire = [edition for edition in latest if edition.article_id not in shown][:IN_LATEST]
    shown |= {edition.article_id for edition in wire}
    blocks = _blocks(live, site.sections, shown)
    slots = {slot.article_id: slot for slot, _ in slotted}
    listed = [*top, *(edition for _, block in blocks for edition in block)]
    by_article = {card.edition.article_id: card for card in cards(listed, at, slots=slots)}
    return {
        "site": site,
        "at": at,
        "top": [by_article[edition.article_id] for edition in top],
        "wire": by_day(cards(wire, at, pictures=False)),
        "blocks": [
            (section, [by_article[edition.article_id] for edition in block])
            for section, block in blocks
            if block
        ],
        "path": reverse("front"),
        "newer": question(reverse("latest_newer"), latest),
        "linked_data": [jsonld.website(site.settings)],
        "og": opengraph.page(
            site=site.settings,
            title=site.settings.name,
            description=site.settings.description,
            path=reverse("front"),
        ),
    }


def slotted(live: Any, at: dt.datetime) -> list[Edition]:
    """The live story of each slot, in order; a slot whose story is not live stays empty."""
    return [edition for _, edition in _slotted(live, at)]


def _slotted(live: Any, at: dt.datetime) -> list[tuple[FrontSlot, Edition]]:
    slots = list(FrontSlot.objects.standing(at).select_related("photo"))
    stories = {e.article_id: e for e in live.filter(article__in=[s.article_id for s in slots])}
    by_position: dict[int, FrontSlot] = {}
    for slot in slots:
        used = [other.article_id for other in by_position.values()]
        if slot.article_id in stories and slot.article_id not in used:
            by_position.setdefault(slot.position, slot)
    return [(slot, stories[slot.article_id]) for slot in by_position.values()]


def _blocks(
    live: Any, sections: list[Section], shown: set[int]
) -> list[tuple[Section, list[Edition]]]:
    """The newest stories of each section that the page has not shown yet: one query for all."""
    rows = live.exclude(article_id__in=shown)
    newest = rows.newest_under("section", [section.pk for section in sections], IN_BLOCK)
    by_section: dict[int, list[Edition]] = {}
    for edition in live.filter(pk__in=newest).newest_first():
        by_section.setdefault(edition.section_id, []).append(edition)
    return [(section, by_section.get(section.pk, [])) for section in sections]


def _without_repeats(editions: list[Edition]) -> list[Edition]:
    return list({edition.article_id: edition for edition in editions}.values())
