"""The editions of a feed and the few rows around them: a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, F, QuerySet, Subquery, Value

from articles.enums import Kind
from articles.models import Edition, EditionByline, EditionTag, Rendition

from .scopes import Scope

NEWEST = 30


@dataclass(frozen=True)
class Credits:
    """Printed names with present slugs, in their order."""

    people: list[tuple[str, str]] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Correction:
    number: int
    at: datetime
    what: str
    where: str


def harvest(scope: Scope, at: datetime) -> list[Edition]:
    """The newest 30, newest first, and what must overwrite an older item.

    A subscriber's program keeps what it fetched. So holds, releases and withdrawals of the last
    30 days are told also where the story itself is no longer among the newest.
    """
    found = _load(scope.newest(at, NEWEST + 1), at)
    if len(found) <= NEWEST:
        return found
    kept = {edition.pk for edition in found[:NEWEST]}
    late = _load(scope.overwritten(at, NEWEST), at)
    return found[:NEWEST] + [edition for edition in late if edition.pk not in kept]


def _load(ids: QuerySet, at: datetime) -> list[Edition]:
    editions = (
        Edition.objects.filter(pk__in=ids)
        .for_feed()
        .annotate(story=F("article__uuid"), next_due=Subquery(_due(at)))
    )
    return sorted(editions, key=lambda edition: (edition.first_published, edition.pk), reverse=True)


def credits(editions: list[Edition]) -> dict[int, Credits]:
    """Bylines and tags of the editions by edition, in one query."""
    found: dict[int, Credits] = defaultdict(Credits)
    rows = _rows(EditionByline, "author", editions).union(
        _rows(EditionTag, "tag", editions), all=True
    )
    for kind, edition, _, name, slug in sorted(rows):
        people_or_subjects = found[edition].people if kind == "author" else found[edition].subjects
        people_or_subjects.append((name, slug))
    return found


def _rows(model, target: str, editions: list[Edition]):
    return (
        model.objects.filter(edition__in=[edition.pk for edition in editions])
        .order_by()
        .annotate(what=Value(target, output_field=CharField()))
        .values_list("what", "edition_id", "position", "name", f"{target}__slug")
    )


def corrections(editions: list[Edition], at: datetime) -> dict[int, list[Correction]]:
    """The corrections of each story so far by article, newest first; asked only where needed."""
    found: dict[int, list[Correction]] = defaultdict(list)
    changed = {e.article_id: e.number for e in editions if e.has_words and e.number > 1}
    if not changed:
        return found
    rows = (
        Edition.objects.really_live(at)
        .filter(article__in=changed, kind=Kind.CORRECTION)
        .order_by("-number")
        .values_list("article_id", "number", "live_from", "what", "where")
    )
    for article, *facts in rows:
        found[article].append(Correction(*facts))
    return found


def renditions(editions: list[Edition], at: datetime) -> dict[int, Rendition]:
    """The widest public picture of every usable photo of the editions, by photo."""
    photos = {
        row.photo_id
        for edition in editions
        if edition.has_words
        for row in edition.photos.all()
        if row.photo.syndicated(at)
    }
    return {
        picture.photo_id: picture
        for picture in Rendition.objects.filter(photo__in=photos).order_by("width")
    }


def next_moment(editions: list[Edition], at: datetime) -> datetime | None:
    """When something in public changes by time alone: a scheduled edition, a photo's end."""
    due = editions[0].next_due if editions else _due(at).first()
    ends = [row.photo.ends_at for edition in editions for row in edition.photos.all()]
    return min((moment for moment in (due, *ends) if moment and moment > at), default=None)


def _due(at: datetime) -> QuerySet:
    """The moment of the next scheduled edition; asked along with the editions, not beside them."""
    return Edition.objects.waiting(at).order_by("live_from").values_list("live_from", flat=True)[:1]
