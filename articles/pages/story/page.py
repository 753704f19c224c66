"""The context of a story's page from an edition, saved or not.

Readers' views and the admin's preview call the same functions, so a preview is the page itself.
Everything here reads editions; the desk copy is out of its reach. Parts are put together here:
each takes the edition and gives its piece of the context.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from articles.enums import MOVES_UPDATED, Kind
from articles.models import Edition
from articles.pages.cards import cards
from articles.pages.site import SiteContext
from articles.pages.translations import alternates, translations
from articles.text.body import plain, word_count
from articles.text.excerpt import excerpt

from .body import body_parts
from .bylines import PrintedName, bylines, tags, with_portraits
from .earlier_editions import history, readable
from .meta_tags import meta_tags
from .pictures import story_pictures
from .related import related_stories

WORDS_A_MINUTE = 220


def story_page(
    edition: Edition, at: dt.datetime, site: SiteContext | None = None
) -> dict[str, Any]:
    """Return the context of `articles/story/article.html`; for a hold that of `hold.html`.

    `edition` may be unsaved (`desk.preview`): it then has no history, no address and no metadata.
    """
    site = site or SiteContext()
    context = {
        "site": site,
        "edition": edition,
        "crumbs": _section_crumbs(edition),
        "at": at,
    }
    if edition.is_held:
        return context | {"since": edition.held_since, "robots": "noindex"}
    context |= _story(edition, at)
    context |= _history(edition, at, site)
    context |= _further_reading(edition, at, context["tags"])
    return context | (meta_tags(edition, context) if edition.pk else {"robots": "noindex"})


def earlier_page(
    edition: Edition,
    replaced_by: Edition,
    current: Edition,
    at: dt.datetime,
    site: SiteContext,
) -> dict[str, Any]:
    """Return the context of `articles/story/edition.html`: a text that an update has replaced."""
    pictures = story_pictures(edition, [], at)
    return {
        "site": site,
        "at": at,
        "edition": edition,
        "replaced_by": replaced_by,
        "current": current,
        "crumbs": story_crumbs(current),
        "bylines": bylines(edition),
        "lead": pictures.lead,
        "gallery": pictures.gallery,
        "parts": body_parts(edition, pictures.figures),
        "robots": "noindex",
    }


def story_crumbs(edition: Edition) -> list[tuple[str, str]]:
    """The way to pages below a story's own."""
    return [*_section_crumbs(edition), (_("Story"), edition.get_absolute_url())]


def _section_crumbs(edition: Edition) -> list[tuple[str, str]]:
    if not edition.section_id:  # a preview's may be without
        return []
    return [(edition.section.name, edition.section.get_absolute_url())]


def _story(edition: Edition, at: dt.datetime) -> dict[str, Any]:
    names = bylines(edition)
    text = plain(edition.content["body"])
    pictures = story_pictures(edition, [name.target for name in names], at)
    return {
        "lead": pictures.lead,
        "gallery": pictures.gallery,
        "pictures": pictures.ranked,
        "parts": body_parts(edition, pictures.figures),
        "bylines": with_portraits(names, pictures.portraits),
        "tags": tags(edition),
        "breaking": edition.is_breaking(at),
        "minutes": max(1, round(word_count(edition.content["body"]) / WORDS_A_MINUTE)),
        "description": edition.standfirst or excerpt(text, 160),
    }


def _history(edition: Edition, at: dt.datetime, site: SiteContext) -> dict[str, Any]:
    """What has changed since the first publication; a first edition need not ask."""
    editions = history(edition.article_id, at) if edition.pk and edition.number > 1 else []
    listed = [entry for entry in editions if entry.kind != Kind.WITHDRAWAL]
    newest_first = listed[::-1]
    return {
        "history": listed,
        "corrections": [entry for entry in newest_first if entry.kind == Kind.CORRECTION],
        "notes": [
            entry for entry in newest_first if entry.note and entry.kind in MOVES_UPDATED
        ],
        "earlier": readable(editions) if site.settings.show_earlier else {},
    }


def _further_reading(
    edition: Edition, at: dt.datetime, names: list[PrintedName]
) -> dict[str, Any]:
    languages = translations(edition, at) if edition.pk else []
    related = related_stories(edition, [tag.target.pk for tag in names if tag.target], at)
    return {
        "translations": languages,
        "alternates": alternates(languages),
        "related": cards(related.by_tags, at, pictures=False),
        "neighbours": related,
        "latest": cards(related.latest, at, pictures=False),
    }
