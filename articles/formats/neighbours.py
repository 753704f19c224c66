"""What else there is to read: related stories, and the way through a section.

Asked when the page is made, for nothing about other stories is frozen (docs/rules.md 10).
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from articles.models import Edition, EditionTag

RELATED = 4
# Per tag only its newest stories stand for election, and only the first tags elect: a tag that a
# third of all stories carry costs as little as a rare one.
NEWEST, TAGS = 12, 8


class Neighbours(NamedTuple):
    """The stories published just before and just after, in the same section."""

    older: Edition | None = None
    newer: Edition | None = None


def related(edition: Edition, tags: list[int], at: dt.datetime) -> list[Edition]:
    """Return live stories that share tags with this one: most shared first, then newest."""
    if not tags:
        return []
    newest = EditionTag.objects.live(at).newest_under("tag", tags[:TAGS], NEWEST, tie="edition")
    rows = Edition.objects.live(at).for_link().filter(pk__in=newest)
    if edition.article_id:
        rows = rows.exclude(article_id=edition.article_id)
    rows = rows.annotate(shared=_shared(tags))
    return list(rows.order_by("-shared", "-first_published", "-id")[:RELATED])


def neighbours(edition: Edition, at: dt.datetime) -> Neighbours:
    """Return the live stories before and after this one in its section, in one query."""
    live = Edition.objects.live(at).filter(section=edition.section_id)
    mine, own = edition.first_published, edition.pk
    # Said with <= and >= first, so that databases walk the section's index from this row on.
    before = live.filter(Q(first_published__lt=mine) | Q(pk__lt=own), first_published__lte=mine)
    after = live.filter(Q(first_published__gt=mine) | Q(pk__gt=own), first_published__gte=mine)
    older = before.newest_first().values("pk")[:1]
    newer = after.order_by("first_published", "pk").values("pk")[:1]
    found = Edition.objects.filter(Q(pk=Subquery(older)) | Q(pk=Subquery(newer)))
    found = found.for_link()
    place = (mine, own)
    sides = {(row.first_published, row.pk) > place: row for row in found}
    return Neighbours(sides.get(False), sides.get(True))


def _shared(tags: list[int]) -> Subquery:
    rows = EditionTag.objects.filter(edition=OuterRef("pk"), tag__in=tags).order_by()
    return Subquery(rows.values("edition").annotate(number=Count("pk")).values("number"))
