"""Lists as pages: of stories, of authors, of corrections."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Edition, Photo

from . import jsonld, opengraph
from .cards import by_day, cards
from .picture import WIDE, picture
from .site import SiteContext

_SINCE = "%Y-%m-%dT%H:%M:%S.%fZ"


def listing(
    page: Any,
    editions: list[Edition],
    at: dt.datetime,
    *,
    title: str,
    path: str,
    crumbs: Iterable[tuple[str, str]] = (),
    description: str = "",
    portrait: Photo | None = None,
    shape: str = WIDE,
    site: SiteContext,
) -> dict[str, Any]:
    """Return the context of a list of stories; `page` says what page of it this is.

    `crumbs` are the pages above it. `portrait` is the photo of what the list is about, in the
    shape that its head shows.
    """
    portraits = [(portrait, shape)] if portrait and not portrait.ended(at) else []
    stories = cards(editions, at, also=portraits)
    addresses = [edition.get_absolute_url() for edition in editions]
    return {
        "at": at,
        "cards": stories,
        "days": by_day(stories),
        "page": page,
        "portrait": picture(portrait, shape=shape) if portraits else None,
        **head(
            title,
            path + page.query,
            addresses,
            crumbs=crumbs,
            description=description,
            site=site,
        ),
    }


def corrections_log(page: Any, at: dt.datetime, site: SiteContext) -> dict[str, Any]:
    """Return the context of the corrections log: each under its story's present title."""
    ids = {correction.article_id for correction in page.rows}
    live = Edition.objects.live(at).for_card().filter(article_id__in=ids)
    stories = {edition.article_id: edition for edition in live}
    rows = [
        (correction, stories[correction.article_id])
        for correction in page.rows
        if correction.article_id in stories
    ]
    return {
        "at": at,
        "rows": rows,
        "page": page,
        **head(
            _("Corrections"),
            reverse("corrections") + page.query,
            [story.get_absolute_url() for _correction, story in rows],
            description=_("Corrections to our stories, newest first."),
            site=site,
        ),
    }


def head(
    title: str,
    path: str,
    addresses: list[str],
    *,
    crumbs: Iterable[tuple[str, str]] = (),
    description: str = "",
    site: SiteContext,
) -> dict[str, Any]:
    """Return what every list says of itself; one with nothing in it is for no search engine."""
    facts = {
        "site": site.settings,
        "title": title,
        "path": path,
        "description": description or site.settings.description,
    }
    return {
        "site": site,
        "title": title,
        "here": title,
        "crumbs": list(crumbs),
        "path": path,
        "description": description,
        "robots": "" if addresses else "noindex",
        "og": opengraph.page(**facts),
        "linked_data": [
            jsonld.collection(addresses=addresses, language=get_language(), **facts),
        ],
    }


def new_stories_url(address: str, shown: list[Edition]) -> str:
    """Return where to ask for newer stories than `shown`, which has the newest first.

    Said by first publication and not by the clock, so that the page's bytes are those of its ETag.
    A page of nothing asks for any story.
    """
    if not shown:
        return address
    newest = shown[0].first_published.astimezone(dt.UTC)
    return f"{address}?since={newest.strftime(_SINCE)}"


def parse_since(text: str) -> dt.datetime | None:
    """Read a moment as `new_stories_url` writes it; None where it is none."""
    try:
        return dt.datetime.strptime(text, _SINCE).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
