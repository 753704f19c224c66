"""The front: slots first, filled from the latest; no story twice."""

import datetime as dt
from typing import Any

from django.urls import reverse

from articles.models import Edition, FrontSlot, Section

from . import jsonld, opengraph
from .cards import by_day, cards
from .lists import new_stories_url
from .site import SiteContext

ON_TOP, IN_LATEST, IN_BLOCK = 4, 12, 4


def front_page(at: dt.datetime, site: SiteContext | None = None) -> dict[str, Any]:
    """Return the context of `articles/lists/front.html`."""
    site = site or SiteContext()
    live = Edition.objects.live(at).for_card()
    latest = list(live.newest_first()[: ON_TOP + IN_LATEST])
    slots = slots_with_stories(live, at)
    # A story may stand in a slot and among the latest: it is shown once.
    candidates = [*(edition for _slot, edition in slots), *latest]
    top = list({edition.article_id: edition for edition in candidates}.values())[:ON_TOP]
    on_top = {edition.article_id for edition in top}
    wire = [edition for edition in latest if edition.article_id not in on_top][:IN_LATEST]
    blocks = _blocks(live, site.sections, on_top | {edition.article_id for edition in wire})
    # Of tops and blocks in one go: the files of all their pictures take one query.
    with_pictures = [*top, *(edition for _section, block in blocks for edition in block)]
    by_slot = {slot.article_id: slot for slot, _edition in slots}
    by_article = {
        card.edition.article_id: card for card in cards(with_pictures, at, slots=by_slot)
    }
    return {
        "at": at,
        "top": [by_article[edition.article_id] for edition in top],
        "wire": by_day(cards(wire, at, pictures=False)),
        "blocks": [
            (section, [by_article[edition.article_id] for edition in block])
            for section, block in blocks
        ],
        "new_stories_url": new_stories_url(reverse("latest_new_stories"), latest),
        **_about(site),
    }


def slots_with_stories(live: Any, at: dt.datetime) -> list[tuple[FrontSlot, Edition]]:
    """Each slot with its live story, in order; one whose story is not live stays empty."""
    slots = list(FrontSlot.objects.standing(at).select_related("photo"))
    stories = {
        e.article_id: e for e in live.filter(article__in=[s.article_id for s in slots])
    }
    by_position: dict[int, FrontSlot] = {}
    for slot in slots:
        # The first slot of a position has it; a story in two slots stands in the first.
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
    return [
        (section, by_section[section.pk])
        for section in sections
        if section.pk in by_section
    ]


def _about(site: SiteContext) -> dict[str, Any]:
    """What the front says of the site, to readers and to machines."""
    settings, path = site.settings, reverse("front")
    return {
        "site": site,
        "path": path,
        "linked_data": [jsonld.website(settings)],
        "og": opengraph.page(
            site=settings,
            title=settings.name,
            description=settings.description,
            path=path,
        ),
    }
