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
MAX_LEFT = 30
MAX_EDITIONS = 200
# The files of a photo by what they show, narrowest first: {"whole": […], "16x9": […]}
Shapes = dict[str, list[Rendition]]


@dataclass(frozen=True)
class BylineRow:
    """A byline as printed, with the present slug and, while it may be shown, the portrait."""

    name: str
    slug: str
    portrait: int | None = None


@dataclass(frozen=True)
class Credits:
    """Bylines, and printed tags with present slugs, in their order."""

    bylines: list[BylineRow] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Correction:
    number: int
    at: datetime
    note: str
    location: str


@dataclass(frozen=True)
class FeedEditions:
    """What stands in a scope, and what has left it: each edition of these with `left_at`."""

    standing: list[Edition]
    left: list[Edition]

    @property
    def all(self) -> list[Edition]:
        return self.standing + self.left


def feed_editions(scope: Scope, at: datetime, also: Collection[int] = ()) -> FeedEditions:
    """What a feed has. Stories that left have room of their own: no other gives way to them."""
    rows = scope.left(at).for_feed().annotate(story=F("article__uuid"))
    left = list(rows[:MAX_LEFT])
    return FeedEditions(_standing(scope, at, also, MAX_EDITIONS - len(left)), left)


def _standing(
    scope: Scope, at: datetime, also: Collection[int], limit: int
) -> list[Edition]:
    """The newest 30, newest first, those of `also`, and what must overwrite an older item.

    `also` are articles that changed lately: on a busy day more than 30, at most `limit` in all. A
    subscriber's program keeps what it fetched. So holds, releases and withdrawals of the last 30
    days are told also where the story itself is no longer among the newest.
    """
    pinned = scope.pinned(at)
    sources = [scope.newest(at, NEWEST + 1), pinned]
    if also:
        changed = Edition.objects.wire(at).filter(article__in=also)
        sources.append(scope.of(changed, at).values("id"))
    # By union, since for an OR of the sources PostgreSQL reads every edition.
    ids = [
        Edition.objects.filter(pk__in=source).order_by().values("pk") for source in sources
    ]
    editions = _load(scope, ids[0].union(*ids[1:]), at)
    # A sort that is stable: what is not pinned stays as it was.
    rank = {pk: number for number, pk in enumerate(pinned)}
    editions.sort(key=lambda edition: rank.get(edition.pk, len(rank)))
    if len(editions) <= NEWEST:
        return editions
    older = [edition for edition in editions[NEWEST:] if edition.article_id in also]
    editions = editions[:NEWEST] + older
    present = {edition.pk for edition in editions}
    overwriting = _load(scope, scope.overwritten(at, NEWEST), at)
    overwriting = [edition for edition in overwriting if edition.pk not in present]
    return editions[: limit - len(overwriting)] + overwriting


def _load(scope: Scope, ids: QuerySet, at: datetime) -> list[Edition]:
    rows = scope.annotated(Edition.objects.filter(pk__in=ids), at).for_feed()
    editions = rows.annotate(story=F("article__uuid"))
    return sorted(editions, key=scope.sort_key, reverse=True)


def credits(editions: list[Edition], at: datetime) -> dict[int, Credits]:
    """Bylines and tags of the editions by edition, in one query."""
    # What is kept from syndication is a portrait on our own pages alone.
    syndicated = When(author__portrait__no_syndication=False, then=F("author__portrait"))
    portrait = Case(syndicated), F("author__portrait__ends_at")
    none = Value(None, BigIntegerField()), Value(None, DateTimeField())
    bylines = _rows(EditionByline, "author", editions, portrait)
    tags = _rows(EditionTag, "tag", editions, none)
    by_edition: dict[int, Credits] = defaultdict(Credits)
    # By kind, edition and position; here, for a union keeps no order of its parts.
    rows = sorted(bylines.union(tags, all=True), key=lambda row: row[:4])
    for kind, edition, _, name, slug, photo, ends_at in rows:
        if kind == "tag":
            by_edition[edition].subjects.append((name, slug))
            continue
        ended = ends_at is not None and ends_at <= at
        by_edition[edition].bylines.append(BylineRow(name, slug, None if ended else photo))
    return by_edition


def _rows(model, target: str, editions: list[Edition], portrait: tuple):
    photo, ends_at = portrait
    kind = Value(target, output_field=CharField())
    return (
        model.objects.filter(edition__in=[edition.pk for edition in editions])
        .order_by()
        .annotate(row_kind=kind, photo=photo, ends_at=ends_at)
        .values_list(
            "row_kind",
            "edition_id",
            "position",
            "name",
            f"{target}__slug",
            "photo",
            "ends_at",
        )
    )


def corrections(editions: list[Edition], at: datetime) -> dict[int, list[Correction]]:
    """The corrections of each story so far by article, newest first; asked only where needed."""
    by_article: dict[int, list[Correction]] = defaultdict(list)
    # A first edition has none before it: most feeds ask nothing here.
    changed = {e.article_id for e in editions if e.has_text and e.number > 1}
    if not changed:
        return by_article
    rows = (
        Edition.objects.really_live(at)
        .filter(article__in=changed, kind=Kind.CORRECTION)
        .order_by("-number")
        .values_list("article_id", "number", "live_from", "note", "note_location")
    )
    for article, *values in rows:
        by_article[article].append(Correction(*values))
    return by_article


def renditions(
    editions: list[Edition], credits: dict[int, Credits], at: datetime
) -> dict[int, Shapes]:
    """The public JPEGs of every photo that the items may show, by photo and shape.

    Crops are asked of lead photos and portraits alone: a figure in a text is whole.
    """
    with_text = [edition for edition in editions if edition.has_text]
    rows = [row for edition in with_text for row in edition.photos.all()]
    photos = {row.photo_id for row in rows if row.photo.syndicated(at)}
    bylines = [byline for named in credits.values() for byline in named.bylines]
    portraits = {byline.portrait for byline in bylines if byline.portrait}
    cropped = {edition.lead_photo_id for edition in with_text} & photos | portraits
    which = Q(photo__in=photos, shape=Rendition.WHOLE) | Q(photo__in=cropped)
    by_photo: dict[int, Shapes] = {}
    for file in Rendition.objects.filter(which, format=Rendition.JPEG).order_by("width"):
        by_photo.setdefault(file.photo_id, {}).setdefault(file.shape, []).append(file)
    return by_photo
