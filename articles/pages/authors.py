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
from .picture import SQUARE, Picture, fetch_files, picture
from .site import SiteContext

MOST = 1_000  # far more than any newsroom prints; beyond it, the names that came last


class AuthorEntry(NamedTuple):
    author: Author
    picture: Picture | None


def all_authors(at: dt.datetime, site: SiteContext) -> dict[str, Any]:
    """Return the context of the list of authors: two queries, and one for all portraits."""
    bylines = EditionByline.objects.live(at).filter(author=OuterRef("pk"))
    with_stories = Author.objects.filter(Exists(bylines)).select_related("portrait")
    authors = sorted(with_stories.order_by("-pk")[:MOST], key=_sort_key)
    portraits = {
        a.pk: a.portrait for a in authors if a.portrait and not a.portrait.ended(at)
    }
    fetch_files((photo, SQUARE) for photo in portraits.values())
    entries = [
        AuthorEntry(author, picture(portraits.get(author.pk), shape=SQUARE))
        for author in authors
    ]
    by_letter = groupby(entries, lambda entry: entry.author.name[0].upper())
    return {
        "at": at,
        "letters": [(letter, list(group)) for letter, group in by_letter],
        **head(
            _("Authors"),
            reverse("authors"),
            [author.get_absolute_url() for author in authors],
            description=_(
                "Our reporters and contributors. Each name leads to the author’s stories and feed."
            ),
            site=site,
        ),
    }


def _sort_key(author: Author) -> tuple[str, str, str]:
    """In the order of letters whatever the database's is: Ə stands after E and Ç after C."""
    letter = author.name[0].upper()
    return fold(letter), letter, fold(author.name)
