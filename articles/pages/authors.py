"""All authors as a page: those with live stories, by the first letters of their names."""

import datetime as dt
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Author, EditionByline
from articles.text.plain_text import fold

from .lists import head
from .picture import SQUARE, Picture, fetch, picture
from .site import SiteContext

MOST = 1_000  # far more than any newsroom prints; beyond it, the names that came last


class Entry(NamedTuple):
    author: Author
    picture: Picture | None


def all_authors(at: dt.datetime, site: SiteContext) -> dict[str, Any]:
    """Return the context of the list of authors: two queries, and one for all portraits."""
    rows = EditionByline.objects.live(at).filter(author=OuterRef("pk"))
    found = Author.objects.filter(Exists(rows)).select_related("portrait").order_by("-pk")[:MOST]
    authors = sorted(found, key=_place)
    shown = [a.portrait for a in authors if a.portrait and not a.portrait.ended(at)]
    fetch((photo, SQUARE) for photo in shown)
    entries = [Entry(author, _portrait(author, at)) for author in authors]
    said = _("Our reporters and contributors. Each name leads to the author’s stories and feed.")
    addresses = [author.get_absolute_url() for author in authors]
    return {
        "at": at,
        "letters": [(letter, list(group)) for letter, group in groupby(entries, _letter)],
        **head(_("Authors"), reverse("authors"), addresses, description=said, site=site),
    }


def _portrait(author: Author, at: dt.datetime) -> Picture | None:
    photo = author.portrait
    return picture(photo, shape=SQUARE) if photo and not photo.ended(at) else None


def _letter(entry: Entry) -> str:
    return entry.author.name[0].upper()


def _place(author: Author) -> tuple[str, str, str]:
    """In the order of letters whatever the database's is: Ə stands after E and Ç after C."""
    letter = author.name[0].upper()
    return fold(letter), letter, fold(author.name)
