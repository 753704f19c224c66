"""What the sitemap index knows of each month, kept in the transaction of whatever changes it.

A month is counted anew from its editions, never added to: a story that is held, rescheduled or
loses a photo needs no case of its own, and what is kept equals what a rebuild finds.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from articles.models import Edition, EditionPhoto, Event, SitemapMonth, Translation
from articles.models.sitemap_month import month_of
from articles.text.dates import month_bounds


def touch(event: Event) -> None:
    """Count the months of the stories and photos that an event names.

    Called under the lock of the log, so that no count misses what another has just committed.
    """
    stories, photos = _ids(event.keys, "article"), _ids(event.keys, "photo")
    editions = Edition.objects.filter(article__in=stories).values_list("first_published")
    if photos:
        shown = EditionPhoto.objects.filter(photo__in=photos)
        editions = editions.union(shown.values_list("edition__first_published"))
    for month in sorted({month_of(first) for (first,) in editions}):
        count(month, event)


def count(month: int, event: Event | None) -> None:
    """Write the stamps of a month: the one that holds, and those to come."""
    now = timezone.now()
    stamps = _stamps(_of(month), now)
    kept = SitemapMonth.objects.filter(month=month)
    told = event if _is_told(event, now) else _last_told(kept, now)
    kept.delete()
    SitemapMonth.objects.bulk_create(
        SitemapMonth(
            month=month, moment=moment, stories=stories, event=told if moment <= now else event
        )
        for moment, stories in stamps.items()
    )


def _is_told(event: Event | None, now: datetime) -> bool:
    """Scheduling and cancelling change nothing in public, so no stamp may tell of them."""
    return event is None or event.edition is None or event.edition.live_from <= now


def _last_told(kept: QuerySet, now: datetime) -> Event | None:
    stamp = kept.filter(moment__lte=now).order_by("-moment").select_related("event").first()
    return stamp.event if stamp else None


def rebuild(progress: Callable[[Iterable[int]], Iterable[int]] = iter) -> int:
    """Count every month anew; return how many there are."""
    with transaction.atomic():
        event = Event.objects.only("pk").order_by("-pk").first()
        SitemapMonth.objects.all().delete()
        months = found()
        for month in progress(months):
            count(month, event)
    return len(months)


def found() -> list[int]:
    """The months from the first story to the last, as `202511`."""
    ends = Edition.objects.aggregate(first=Min("first_published"), last=Max("first_published"))
    if ends["first"] is None:
        return []
    first, last = month_of(ends["first"]), month_of(ends["last"])
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [number // 12 * 100 + number % 12 + 1 for number in numbers]


def _of(month: int) -> QuerySet:
    start, end = month_bounds(month // 100, month % 100)
    return Edition.objects.filter(first_published__gte=start, first_published__lt=end)


def _stamps(editions: QuerySet, now: datetime) -> dict[datetime, int]:
    """How many stories are live from each moment on, first the last that has passed."""
    beside = _beside(editions)
    passed = _passed(editions.current(now), now)
    stories = editions.live(now).count()
    steps = dict.fromkeys(_ends_to_come(editions, now), 0)
    steps |= dict.fromkeys(beside.waiting(now).values_list("live_from", flat=True), 0)
    for moment, article in editions.waiting(now).values_list("live_from", "article"):
        listed = editions.live(now).filter(article=article).exists()
        steps[moment] = steps.get(moment, 0) + (not listed)
    if passed:
        passed += beside.current(now).values_list("live_from", flat=True)
    stamps = {max(passed): stories} if passed else {}
    for moment in sorted(steps):
        stories += steps[moment]
        stamps[moment] = stories
    return stamps


def _beside(editions: QuerySet) -> QuerySet:
    """Editions, of whatever month, of the stories of these and of their translations: a file of
    a month names them too."""
    translated = Translation.objects.filter(article__in=editions.values("article"))
    return Edition.objects.filter(article__translation__group__in=translated.values("group"))


def _passed(standing: QuerySet, now: datetime) -> list[datetime]:
    """The newest beginning of an edition, end of a photo and change of a photo's rights."""
    shown = EditionPhoto.objects.filter(edition__in=standing)
    found = standing.aggregate(began=Max("live_from")) | shown.aggregate(
        ended=Max("photo__ends_at", filter=Q(photo__ends_at__lte=now)),
        turned=Max("photo__rights_at", filter=Q(photo__rights_at__lte=now)),
    )
    return [moment for moment in found.values() if moment]


def _ends_to_come(editions: QuerySet, now: datetime) -> Iterable[datetime]:
    """The ends of photos that come while their edition stands, now or later."""
    rows = (
        EditionPhoto.objects.filter(edition__in=editions.current(now) | editions.waiting(now))
        .filter(photo__ends_at__gt=now)
        .values_list("photo__ends_at", "edition__live_from", "edition__live_until")
    )
    return [end for end, begins, until in rows if begins <= end and (not until or end < until)]


def _ids(keys: Iterable[str], kind: str) -> list[int]:
    found = (key.partition(":") for key in keys)
    return [int(number) for name, _, number in found if name == kind and number]
