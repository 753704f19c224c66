"""The history of a story as readers may know it, and which earlier text they may still read."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.enums import MOVES_UPDATED, STOPS, Kind
from articles.models import ClosedEdition, Edition

# A refile changes no meaning, so readers are told nothing of it (docs/editors).
LISTED_KINDS = (Kind.FIRST, Kind.UPDATE, Kind.CORRECTION, Kind.HOLD, Kind.RELEASE)


def history(article: int, at: dt.datetime) -> list[Edition]:
    """Return the editions that readers are told of, and those that took the text away, the oldest
    first."""
    kinds = {*LISTED_KINDS, *STOPS}
    editions = Edition.objects.really_live(at).filter(article_id=article, kind__in=kinds)
    closed = Exists(ClosedEdition.objects.filter(edition=OuterRef("pk")))
    rows = editions.annotate(closed=closed).defer("content")
    return list(rows.order_by("live_from", "number"))


def readable(history: Iterable[Edition]) -> dict[int, Edition]:
    """Return what replaced the texts that may still be read, by the number of their edition.

    Text that an update or a correction has replaced; not what stood before a hold or a withdrawal,
    nor what a chief has closed (docs/rules.md 29).
    """
    standing: list[Edition] = []
    replaced_by: dict[int, Edition] = {}
    for edition in history:
        if edition.kind in STOPS:
            # A stop closes all before it, also what an update had replaced by then.
            standing, replaced_by = [], {}
            continue
        if edition.kind in MOVES_UPDATED:
            replaced_by |= {earlier.number: edition for earlier in standing}
            standing = []
        if not edition.closed:
            standing.append(edition)
    return replaced_by


def earlier_url(current: Edition, number: int) -> str:
    """The page of an earlier edition, under the story as it stands."""
    args = [current.section.slug, current.article_id, current.slug, number]
    return reverse("article_edition", args=args)
