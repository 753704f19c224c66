"""Which keys of feeds an event changes, and when: their validators come from here.

What a feed says changes with an event, or by time alone: a scheduled edition, a photo whose use
ends, a stub that leaves. All these moments are known when the event is written, so they are
written with it. Nothing is written for a key before its moment: a scheduled story moves no tag.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import product

from django.db.models import Q, QuerySet
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

RETENTION_DAYS = 35
# What is not a story: names, addresses, settings. Every feed prints some of it.
SITE = "site"
_LISTS = ("section:", "tag:", "author:", "front", "latest")


def write_key_changes(event: Event) -> None:
    """Write when each key changes: from now where the event's moment has passed."""
    now = timezone.now()
    keys = _keys(event)
    # Cancelling what was scheduled changes nothing in public, now or then.
    standing = event.edition.live_from if event.edition else now
    begins = max(now, event.effective_at, standing)
    # What has passed by then shows with the event itself.
    moments = {begins, *(moment for moment in _later(event) if moment and moment > begins)}
    changes = set(product(keys, moments))
    changes |= {(key, moment) for key, moment in _stub_ends(event) if moment > begins}
    KeyChange.objects.bulk_create(
        KeyChange(key=key, at=moment, event=event) for key, moment in sorted(changes)
    )
    if begins == now:  # So each key that loses rows here has got a later one.
        oldest = now - timedelta(days=RETENTION_DAYS)
        KeyChange.objects.filter(key__in=keys, at__lt=oldest).delete()


def merge(key: str, into: str) -> None:
    """Give a merged tag's moments, those to come too, to the one that is left."""
    KeyChange.objects.filter(key=key).update(key=into)


def list_keys(editions: QuerySet) -> set[str]:
    """Return the keys of the lists in which editions stand or stood."""
    editions = editions.order_by()  # The order of a subquery is work for nothing.
    tags = EditionTag.objects.filter(edition__in=editions).order_by()
    bylines = EditionByline.objects.filter(edition__in=editions).order_by()
    return {
        "front",
        "latest",
        *(f"section:{pk}" for pk in editions.values_list("section", flat=True).distinct()),
        *(f"tag:{pk}" for pk in tags.values_list("tag", flat=True).distinct()),
        *(f"author:{pk}" for pk in bylines.values_list("author", flat=True).distinct()),
    }


def _keys(event: Event) -> set[str]:
    if event.article_id:
        return {key for key in event.keys if key.startswith(_LISTS)}
    photos = event.ids("photo")
    if not photos:
        return {SITE}
    keys = set()
    if articles := event.ids("article"):
        keys |= list_keys(Edition.objects.filter(article__in=articles))
    if event.ids("section") or Author.objects.filter(portrait__in=photos).exists():
        keys.add(SITE)
    return keys


def _later(event: Event) -> Iterable[datetime | None]:
    """The moments after its own at which what the event brought changes by itself."""
    if event.edition:
        shown = EditionPhoto.objects.filter(edition=event.edition_id)
        yield from shown.values_list("photo__ends_at", flat=True)
        yield event.edition.breaking_until
        if event.edition.overwrites:
            yield event.edition.live_from + timedelta(days=STUB_DAYS)
    if not event.article_id:
        portraits = Q(portraits__in=event.ids("author"))
        pictures = Q(sections__in=event.ids("section"))
        yield from Photo.objects.filter(portraits | pictures).values_list(
            "ends_at", flat=True
        )


def _stub_ends(event: Event) -> Iterable[tuple[str, datetime]]:
    """What the event's edition takes its story out of, and when feeds of that no longer tell it."""
    edition = event.edition
    if edition is None:
        return
    ended = Edition.objects.ended_lately(edition.live_from).filter(
        article=edition.article_id
    )
    before = ended.filter(live_until=edition.live_from).first()
    if before is None:
        return
    left = list_keys(Edition.objects.filter(pk=before.pk))
    # Where the story still stands, lists go on to show it: nothing ends there.
    left -= list_keys(Edition.objects.filter(pk=edition.pk))
    if before.language != edition.language:
        left.add("latest")  # The key of feeds of languages.
    for key in left:
        yield key, edition.live_from + timedelta(days=STUB_DAYS)
