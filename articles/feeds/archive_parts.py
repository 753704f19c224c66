"""The parts of a feed's archive: a newsroom day in pieces, each story in one piece, for good.

A story's day is that of its first publication, which never changes, and what was public once stands
for ever in some kind; so the stories of a part never change, and parts neither overlap nor leave a
gap.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from articles.models import Edition
from articles.public_urls import absolute_url
from articles.text.dates import day_bounds, newsroom_day

from .scopes import Scope

PART = 40  # stories of a day in one document
KINDS = ("site", "section")


@dataclass(frozen=True)
class ArchivePart:
    """A part of a day in a scope, counted from 1, the earliest stories first."""

    scope: Scope
    day: dt.date
    number: int

    def address(self, feed_format: str, name: str) -> str:
        day = f"{self.day:%Y %m %d}".split()
        slug = [self.scope.slug] if self.scope.slug else []
        args = [*slug, *day, self.number, feed_format]
        return absolute_url(reverse(f"{self.scope.kind}_archive_{name}", args=args))


def holding(scope: Scope, edition: Edition, at: dt.datetime) -> ArchivePart:
    """The part in which the story of an edition is."""
    first, day = edition.first_published, newsroom_day(edition.first_published)
    up_to = Q(first_published__lt=first) | Q(
        first_published=first, article__lte=edition.article_id
    )
    count = _of_day(scope, day, at).filter(up_to).count()
    return ArchivePart(scope, day, -(-count // PART))


def before(
    scope: Scope, moment: dt.datetime, article: int, at: dt.datetime
) -> ArchivePart | None:
    """The part with the newest story that is older than this one; None where there is none."""
    older = Q(first_published__lt=moment) | Q(first_published=moment, article__lt=article)
    rows = _public(scope, at).filter(older, first_published__lte=moment)
    # Only its moment and its story count, and its text may be long.
    newest = rows.defer("content").order_by("-first_published", "-article_id").first()
    return holding(scope, newest, at) if newest else None


def earlier(part: ArchivePart, at: dt.datetime) -> ArchivePart | None:
    if part.number > 1:
        return ArchivePart(part.scope, part.day, part.number - 1)
    return before(part.scope, day_bounds(part.day)[0], 0, at)


def later(part: ArchivePart, at: dt.datetime) -> ArchivePart | None:
    if _of_day(part.scope, part.day, at).count() > part.number * PART:
        return ArchivePart(part.scope, part.day, part.number + 1)
    rows = _public(part.scope, at).filter(first_published__gte=day_bounds(part.day)[1])
    moment = (
        rows.order_by("first_published").values_list("first_published", flat=True).first()
    )
    return ArchivePart(part.scope, newsroom_day(moment), 1) if moment else None


def stories(part: ArchivePart, at: dt.datetime) -> list[Edition] | None:
    """What subscribers are told of the stories of a part, newest first; None: no such part."""
    rows = _of_day(part.scope, part.day, at).order_by("first_published", "article_id")
    start = (part.number - 1) * PART
    ids = list(rows.values_list("pk", flat=True)[start : start + PART])
    if not ids:
        return None
    editions = Edition.objects.wire(at).filter(pk__in=ids).for_feed()
    newest_first = editions.order_by("-first_published", "-article_id")
    return list(newest_first.annotate(story=F("article__uuid")))


def _public(scope: Scope, at: dt.datetime) -> QuerySet:
    """One edition for each story that was ever public: the one that stands, of whatever kind."""
    return scope.of(Edition.objects.current(at), at)


def _of_day(scope: Scope, day: dt.date, at: dt.datetime) -> QuerySet:
    start, end = day_bounds(day)
    return _public(scope, at).filter(first_published__gte=start, first_published__lt=end)
