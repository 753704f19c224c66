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


def corrections(page: Any, at: dt.datetime, site: SiteContext) -> dict[str, Any]:
    """Return the context of the corrections log: each under its story's present title."""
    ids = {edition.article_id for edition in page.rows}
    live = Edition.objects.live(at).for_card().filter(article_id__in=ids)
    present = {edition.article_id: edition for edition in live}
    rows = [(told, present[told.article_id]) for told in page.rows if told.article_id in present]
    addresses = [story.get_absolute_url() for _told, story in rows]
    said = _("Corrections to our stories, newest first.")
    path = reverse("corrections") + page.query
    context = head(_("Corrections"), path, addresses, description=said, site=site)
    return {"at": at, "rows": rows, "page": page, **context}


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
    said = {"title": title, "path": path, "site": site.settings}
    said["description"] = description or site.settings.description
    data = jsonld.collection(addresses=addresses, language=get_language(), **said)
    return {
        "site": site,
        "title": title,
        "here": title,
        "crumbs": list(crumbs),
        "path": path,
        "description": description,
        "robots": "" if addresses else "noindex",
        "og": opengraph.page(**said),
        "linked_data": [data],
    }


_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def question(address: str, shown: list[Edition]) -> str:
    """Return the address to ask at, `shown` newest first; a page of nothing asks for any story.

    Said by first publication and not by the clock, so that the page's bytes are those of its ETag.
    """
    if not shown:
        return address
    newest = shown[0].first_published.astimezone(dt.UTC)
    return f"{address}?since={newest.strftime(_FORMAT)}"


def since(text: str) -> dt.datetime | None:
    """Read a moment as `question` writes it; None where it is none."""
    try:
        return dt.datetime.strptime(text, _FORMAT).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
