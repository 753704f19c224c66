"""The editions of a feed and the few rows around them: a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Value,
    When,
)

from articles.enums import Kind
from articles.models import Edition, EditionByline, EditionTag, Rendition

from .scopes import Scope

NEWEST = 30
LEFT = 30
MOST = 200
# The files of a photo by what they show, narrowest first: {"whole": […], "16x9": […]}
Shapes = dict[str, list[Rendition]]


@dataclass(frozen=True)
class Person:
    """A byline as printed, with the present slug and, while it may be shown, the portrait."""

    name: str
    slug: str
    portrait: int | None = None


@dataclass(frozen=True)
class Credits:
    """Bylines, and printed tags with present slugs, in their order."""

    people: list[Person] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Correction:
    number: int
    at: datetime
    what: str
    where: str


@dataclass(frozen=True)
class Harvest:
    """What stands in a scope, and what has left it: each edition of these with `left_at`."""

    standing: list[Edition]
    left: list[Edition]

    @property
    def all(self) -> list[Edition]:
        return self.standing + self.left


def harvest(scope: Scope, at: datetime, also: Collection[int] = ()) -> Harvest:
    """What a feed tells. Stories that left have room of their own: no other is told for them."""
    told = scope.left(at).for_feed().annotate(story=F("article__uuid"))
    left = list(told[:LEFT])
    return Harvest(_standing(scope, at, also, MOST - len(left)), left)


def _standing(scope: Scope, at: datetime, also: Collection[int], most: int) -> list[Edition]:
    """The newest 30, newest first, those of `also`, and what must overwrite an older item.

    `also` are articles that changed lately: on a busy day more than 30, at most `most` in all. A
    subscriber's program keeps what it fetched. So holds, releases and withdrawals of the last 30
    days are told also where the story itself is no longer among the newest.
    """
    pinned = scope.pinned(at)
    chosen = [scope.newest(at, NEWEST + 1), pinned]
    if also:
        chosen.append(scope.of(Edition.objects.wire(at).filter(article__in=also), at).values("id"))
    found = _load(scope, _any_of(chosen), at)
    rank = {pk: place for place, pk in enumerate(pinned)}
    found.sort(key=lambda edition: rank.get(edition.pk, len(rank)))
    if len(found) <= NEWEST:
        return found
    told = found[:NEWEST] + [e for e in found[NEWEST:] if e.article_id in also]
    kept = {edition.pk for edition in told}
    late = _load(scope, scope.overwritten(at, NEWEST), at)
    late = [edition for edition in late if edition.pk not in kept]
    return told[: most - len(late)] + late


def _any_of(chosen: list) -> QuerySet:
    """The ids of all; by union, since for an OR of them PostgreSQL reads every edition."""
    rows = [Edition.objects.filter(pk__in=ids).order_by().values("pk") for ids in chosen]
    return rows[0].union(*rows[1:])


def _load(scope: Scope, which: QuerySet, at: datetime) -> list[Edition]:
    editions = (
        scope.annotated(Edition.objects.filter(pk__in=which), at)
        .for_feed()
        .annotate(story=F("article__uuid"))
    )
    return sorted(editions, key=scope.place, reverse=True)


def credits(editions: list[Edition], at: datetime) -> dict[int, Credits]:
    """Bylines and tags of the editions by edition, in one query."""
    found: dict[int, Credits] = defaultdict(Credits)
    ours = When(author__portrait__no_syndication=False, then=F("author__portrait"))
    portrait = Case(ours), F("author__portrait__ends_at")
    none = Value(None, BigIntegerField()), Value(None, DateTimeField())
    rows = _rows(EditionByline, "author", editions, portrait).union(
        _rows(EditionTag, "tag", editions, none), all=True
    )
    for kind, edition, _, name, slug, photo, ends_at in sorted(rows, key=lambda row: row[:4]):
        if kind == "tag":
            found[edition].subjects.append((name, slug))
            continue
        ended = ends_at is not None and ends_at <= at
        found[edition].people.append(Person(name, slug, None if ended else photo))
    return found


def _rows(model, target: str, editions: list[Edition], portrait: tuple):
    photo, ends_at = portrait
    return (
        model.objects.filter(edition__in=[edition.pk for edition in editions])
        .order_by()
        .annotate(what=Value(target, output_field=CharField()), photo=photo, ends_at=ends_at)
        .values_list(
            "what", "edition_id", "position", "name", f"{target}__slug", "photo", "ends_at"
        )
    )


def corrections(editions: list[Edition], at: datetime) -> dict[int, list[Correction]]:
    """The corrections of each story so far by article, newest first; asked only where needed."""
    found: dict[int, list[Correction]] = defaultdict(list)
    changed = {e.article_id: e.number for e in editions if e.has_text and e.number > 1}
    if not changed:
        return found
    rows = (
        Edition.objects.really_live(at)
        .filter(article__in=changed, kind=Kind.CORRECTION)
        .order_by("-number")
        .values_list("article_id", "number", "live_from", "note", "note_location")
    )
    for article, *facts in rows:
        found[article].append(Correction(*facts))
    return found


def renditions(
    editions: list[Edition], credits: dict[int, Credits], at: datetime
) -> dict[int, Shapes]:
    """The public JPEGs of every photo that the items may show, by photo and shape.

    Crops are asked of lead photos and portraits alone: a figure in a text is whole.
    """
    told = [edition for edition in editions if edition.has_text]
    rows = [row for edition in told for row in edition.photos.all()]
    photos = {row.photo_id for row in rows if row.photo.syndicated(at)}
    portraits = {person.portrait for named in credits.values() for person in named.people}
    cropped = {edition.lead_photo_id for edition in told} & photos | portraits - {None}
    wanted = Q(photo__in=photos, shape=Rendition.WHOLE) | Q(photo__in=cropped)
    found: dict[int, Shapes] = {}
    for file in Rendition.objects.filter(wanted, format=Rendition.JPEG).order_by("width"):
        found.setdefault(file.photo_id, {}).setdefault(file.shape, []).append(file)
    return found
