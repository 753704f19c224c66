"""A photo of a story on a page of its own: whole, with its words, between its neighbours."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Edition, Photo
from articles.pages import opengraph
from articles.pages.picture import WHOLE, WIDE, fetch, picture
from articles.pages.site import SiteContext

from .pictures import in_order, photo_url


def photo_page(
    edition: Edition, photo: int, at: dt.datetime, site: SiteContext
) -> dict[str, Any] | None:
    """Return the context of `articles/story/photo.html`; None where the photo may not be shown now.

    The numbers count what may be shown: where a photo ends the others close up, and each keeps
    its address, which has the photo's own number.
    """
    printed = {row["id"]: row for row in in_order(edition.content)}
    photos = Photo.objects.usable(at).in_bulk(printed)
    fetch((photos[photo], shape) for shape in (WHOLE, WIDE) if photo in photos)
    shown = picture(photos.get(photo), printed[photo])
    if shown is None:
        return None
    run = [
        pk for pk, row in printed.items() if pk in photos and (row["credit"] or photos[pk].credit)
    ]
    place = run.index(photo)
    return {
        "site": site,
        "at": at,
        "edition": edition,
        "crumbs": _crumbs(edition),
        "picture": shown,
        "number": place + 1,
        "total": len(run),
        "previous": photo_url(edition, run[place - 1]) if place else "",
        "next": photo_url(edition, run[place + 1]) if place + 1 < len(run) else "",
        "robots": "noindex",
        "og": opengraph.page(
            site=site.settings,
            title=edition.title,
            description=shown.caption,
            path=photo_url(edition, photo),
            image=shown,
        ),
    }


def gone_page(edition: Edition, at: dt.datetime) -> dict[str, Any]:
    """Return the context of the page that stands where a photo of a live story has ended."""
    return {"at": at, "edition": edition, "crumbs": _crumbs(edition), "robots": "noindex"}


def _crumbs(edition: Edition) -> list[tuple[str, str]]:
    section = edition.section
    story = (_("Story"), edition.get_absolute_url())
    return [(section.name, section.get_absolute_url()), story]
