"""Addresses for search engines with the moment of their last change, read in even steps."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionPhoto,
    EditionTag,
    FixedPage,
    Photo,
    Rendition,
    Tag,
)
from articles.pages.site import SiteContext
from articles.pages.translations import alternates
from articles.public_urls import absolute_url
from articles.text.dates import month_bounds

PAGE = 50_000  # addresses a file: the protocol's limit
STEP = 2_000
NEWS, NEWS_HOURS = 1_000, 48


class Location(NamedTuple):
    address: str
    changed_at: datetime | None = None
    images: tuple[str, ...] = ()
    edition: Edition | None = None
    alternates: tuple[tuple[str, str], ...] = ()


def of_month(year: int, month: int, page: int, at: datetime) -> Iterator[Location]:
    """A file of the stories first published in a month, the oldest first: the end grows."""
    start, end = month_bounds(year, month)
    rows = Edition.objects.live(at).filter(
        first_published__gte=start, first_published__lt=end
    )
    rows = rows.order_by("first_published", "id")
    # Only the first step skips rows: to skip them in each reads all before it again.
    skip, left, last = (page - 1) * PAGE, PAGE, None
    while left > 0:
        size = min(STEP, left)
        step = rows
        if last:
            # Said with >= first, so that databases walk the index from this row on.
            later = Q(first_published__gt=last.first_published) | Q(pk__gt=last.pk)
            step = rows.filter(later, first_published__gte=last.first_published)
        editions = list(_with_parts(step[skip : skip + size]))
        yield from _locations(editions, at, _translations(editions, at))
        if len(editions) < size:
            return
        skip, left, last = 0, left - size, editions[-1]


def news(at: datetime) -> list[Location]:
    """The stories of the last two days, newest first: a thousand at most."""
    since = at - timedelta(hours=NEWS_HOURS)
    rows = Edition.objects.live(at).filter(first_published__gt=since).newest_first()
    return list(_locations(list(_with_parts(rows[:NEWS])), at, {}))


def front() -> Location:
    return Location(absolute_url(reverse("front")))


def pages(at: datetime) -> Iterator[Location]:
    """What stays at its address: as many as a file may have."""
    site, live = SiteContext(), Edition.objects.live(at)
    paths = [
        reverse(name) for name in ("front", "latest", "authors", "corrections", "feeds")
    ]
    for code, _name in site.languages:
        if live.filter(language=code).exists():
            paths.append(reverse("language", args=[code]))
    objects = chain(
        FixedPage.objects.exclude(body=""),
        site.sections,
        _with_stories(Author, EditionByline.objects.live(at).filter(author=OuterRef("pk"))),
        _with_stories(Tag, EditionTag.objects.live(at).filter(tag=OuterRef("pk"))),
    )
    more = (obj.get_absolute_url() for obj in islice(objects, PAGE - len(paths)))
    for path in chain(paths, more):
        yield Location(absolute_url(path))


def _with_stories(model: type[Model], rows: QuerySet) -> QuerySet:
    """Those whose page has stories now: others are empty, and a tag of drafts is not public."""
    return model.objects.filter(Exists(rows)).only("slug").order_by("pk")


def _with_parts(rows: QuerySet) -> QuerySet:
    """Editions with what their address, change and pictures need: constant queries a step."""
    photos = Photo.objects.only("ends_at", "rights_at")
    shown = EditionPhoto.objects.order_by("pk").prefetch_related(Prefetch("photo", photos))
    columns = "article slug section live_from first_published title language".split()
    return rows.only(*columns).prefetch_related("section", Prefetch("photos", shown))


def _locations(
    editions: list[Edition], at: datetime, translations: dict[int, list[Edition]]
) -> Iterator[Location]:
    rows = [row for edition in editions for row in edition.photos.all()]
    allowed = {row.photo_id for row in rows if not row.photo.ended(at)}
    # The narrowest come first, so the widest of a photo is the one that stays.
    files = Rendition.objects.plain().filter(photo__in=allowed).only("photo", "name")
    images = {file.photo_id: absolute_url(file.get_absolute_url()) for file in files}
    for edition in editions:
        photos = [row.photo_id for row in edition.photos.all()]
        yield Location(
            absolute_url(edition.get_absolute_url()),
            edition.changed_at(at),
            tuple(images[photo] for photo in photos if photo in images),
            edition,
            tuple(alternates(translations.get(edition.pk, ()))),
        )


def _translations(editions: list[Edition], at: datetime) -> dict[int, list[Edition]]:
    """The live editions of a story in all its languages, by each of them: one query a step."""
    rows = Edition.objects.live(at).translating(edition.article_id for edition in editions)
    sets: dict[Any, list[Edition]] = defaultdict(list)
    for edition in rows.for_link().order_by("language"):
        sets[edition.group].append(edition)
    # A story that is live in one language has nothing to name.
    named = [group for group in sets.values() if len(group) > 1]
    return {edition.pk: group for group in named for edition in group}
