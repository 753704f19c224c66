"""Which keys of feeds an event touches, and when: their validators come from here.

What a feed says changes with an event, or by time alone: a scheduled edition, a photo whose use
ends, a stub that leaves. All these moments are known when the event is written, so they are
written with it. Nothing is written for a key before its moment: a scheduled story moves no tag.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from itertools import product

from django.db.models import Q
from django.utils import timezone

from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionPhoto,
    EditionTag,
    Event,
    KeyChange,
    Photo,
)
from articles.models.standing import STUB_DAYS

KEPT_DAYS = 35
# What is not a story: names, addresses, settings. Every feed prints some of it.
HOUSE = "house"
_LISTS = ("section:", "tag:", "author:", "front", "latest")


def touch(event: Event) -> None:
    """Write when each key is touched: from now where the event's moment has passed."""
    now = timezone.now()
    keys = _keys(event)
    # Cancelling what was scheduled changes nothing in public, now or then.
    standing = event.edition.live_from if event.edition else now
    begins = max(now, event.effective_at, standing)
    moments = {begins, *(moment for moment in _later(event) if moment and moment > begins)}
    touched = set(product(keys, moments))
    touched |= {(key, moment) for key, moment in _forgetting(event) if moment > begins}
    KeyChange.objects.bulk_create(
        KeyChange(key=key, at=moment, event=event) for key, moment in sorted(touched)
    )
    if begins == now:  # So each key that loses rows here has got a later one.
        KeyChange.objects.filter(key__in=keys, at__lt=now - timedelta(days=KEPT_DAYS)).delete()


def merge(key: str, into: str) -> None:
    """Give a merged tag's moments, those to come too, to the one that is left."""
    KeyChange.objects.filter(key=key).update(key=into)


def lists(editions: Collection[Edition]) -> set[str]:
    """The keys of the lists in which editions stand or stood."""
    ids = [edition.pk for edition in editions]
    tags = EditionTag.objects.filter(edition__in=ids).order_by().values_list("tag", flat=True)
    people = EditionByline.objects.filter(edition__in=ids).order_by()
    return {
        "front",
        "latest",
        *(f"section:{edition.section_id}" for edition in editions),
        *(f"tag:{pk}" for pk in tags),
        *(f"author:{pk}" for pk in people.values_list("author", flat=True)),
    }


def _keys(event: Event) -> set[str]:
    if event.article_id:
        return {key for key in event.keys if key.startswith(_LISTS)}
    photos = _ids(event, "photo:")
    if not photos:
        return {HOUSE}
    stories = _of_stories(_ids(event, "article:"))
    beside = Author.objects.filter(portrait__in=photos).exists() or _ids(event, "section:")
    return stories | {HOUSE} if beside else stories


def _of_stories(articles: list[int]) -> set[str]:
    """The keys of the lists in which stories stand or stood."""
    if not articles:
        return set()
    sections = Edition.objects.filter(article__in=articles).values_list("section", flat=True)
    tags = EditionTag.objects.filter(edition__article__in=articles).order_by()
    people = EditionByline.objects.filter(edition__article__in=articles).order_by()
    return {
        "front",
        "latest",
        *(f"section:{pk}" for pk in sections.distinct()),
        *(f"tag:{pk}" for pk in tags.values_list("tag", flat=True).distinct()),
        *(f"author:{pk}" for pk in people.values_list("author", flat=True).distinct()),
    }


def _later(event: Event) -> Iterable[datetime | None]:
    """The moments after its own at which what the event brought changes by itself."""
    if event.edition:
        shown = EditionPhoto.objects.filter(edition=event.edition_id)
        yield from shown.values_list("photo__ends_at", flat=True)
        yield event.edition.breaking_until
        if event.edition.overwrites:
            yield event.edition.live_from + timedelta(days=STUB_DAYS)
    heads = Q(portraits__in=_ids(event, "author:")) | Q(sections__in=_ids(event, "section:"))
    if not event.article_id:
        yield from Photo.objects.filter(heads).values_list("ends_at", flat=True)


def _forgetting(event: Event) -> Iterable[tuple[str, datetime]]:
    """What the event's edition takes its story out of, and when feeds of that no longer tell it."""
    edition = event.edition
    if edition is None:
        return
    ended = Edition.objects.ended_lately(edition.live_from).filter(article=edition.article_id)
    before = ended.filter(live_until=edition.live_from).first()
    if before is None:
        return
    left = lists([before]) - lists([edition])
    if before.language != edition.language:
        left.add("latest")  # the key of feeds of languages
    for key in left:
        yield key, edition.live_from + timedelta(days=STUB_DAYS)


def _ids(event: Event, kind: str) -> list[int]:
    return [int(key.removeprefix(kind)) for key in event.keys if key.startswith(kind)]
