"""The life of a story as readers may know it, and whose earlier words they may still read."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.enums import MOVES_UPDATED, STOPS, Kind
from articles.models import ClosedEdition, Edition

# A refile changes no meaning, so readers are told nothing of it (docs/editors).
TOLD = (Kind.FIRST, Kind.UPDATE, Kind.CORRECTION, Kind.HOLD, Kind.RELEASE)


def life(article: int, at: dt.datetime) -> list[Edition]:
    """Return the editions of a story that readers are told of, and those that took its words
    away, the oldest first."""
    rows = Edition.objects.really_live(at).filter(article_id=article, kind__in={*TOLD, *STOPS})
    rows = rows.annotate(closed=Exists(ClosedEdition.objects.filter(edition=OuterRef("pk"))))
    return list(rows.defer("content").order_by("live_from", "number"))


def readable(life: Iterable[Edition]) -> dict[int, Edition]:
    """Return what replaced the words that may still be read, by the number of their edition.

    Words that an update or a correction has replaced; not those that stood before a hold or a
    withdrawal, nor those that a chief has closed (docs/rules.md 29).
    """
    standing: list[Edition] = []
    found: dict[int, Edition] = {}
    for edition in life:
        if edition.kind in STOPS:
            standing, found = [], {}
            continue
        if edition.kind in MOVES_UPDATED:
            found |= {before.number: edition for before in standing}
            standing = []
        if not edition.closed:
            standing.append(edition)
    return found


def earlier_url(current: Edition, number: int) -> str:
    """The page of an earlier edition, under the story as it stands."""
    where = [current.section.slug, current.article_id, current.slug, number]
    return reverse("article_edition", args=where)
