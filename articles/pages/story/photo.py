"""A photo of a story on a page of its own: whole, with its words, between its neighbours."""

import datetime as dt
from typing import Any

from articles.models import Edition, Photo
from articles.pages import opengraph
from articles.pages.picture import WHOLE, WIDE, fetch_files, picture
from articles.pages.site import SiteContext

from .page import story_crumbs
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
    fetch_files((photos[photo], shape) for shape in (WHOLE, WIDE) if photo in photos)
    shown = picture(photos.get(photo), printed[photo])
    if shown is None:
        return None
    # As `picture` has it: none is shown without a credit.
    credited = [
        pk
        for pk in printed
        if pk in photos and (printed[pk]["credit"] or photos[pk].credit)
    ]
    return {
        "site": site,
        "at": at,
        "edition": edition,
        "crumbs": story_crumbs(edition),
        "picture": shown,
        **_position(edition, credited, photo),
        "robots": "noindex",
        "og": opengraph.page(
            site=site.settings,
            title=edition.title,
            description=shown.caption,
            path=photo_url(edition, photo),
            image=shown,
        ),
    }


def _position(edition: Edition, photos: list[int], photo: int) -> dict[str, Any]:
    index = photos.index(photo)
    previous, following = photos[:index][-1:], photos[index + 1 :][:1]
    return {
        "number": index + 1,
        "total": len(photos),
        "previous": photo_url(edition, previous[0]) if previous else "",
        "next": photo_url(edition, following[0]) if following else "",
    }


def gone_page(edition: Edition, at: dt.datetime) -> dict[str, Any]:
    """Return the context of the page that stands where a photo of a live story has ended."""
    return {
        "at": at,
        "edition": edition,
        "crumbs": story_crumbs(edition),
        "robots": "noindex",
    }
