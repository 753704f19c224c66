"""What the sitemap index knows of each month, written in the transaction of whatever changes it.

A month is counted anew from its editions, never added to: a story that is held, rescheduled or
loses a photo needs no case of its own, and what is stored equals what a rebuild finds.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from articles.models import Edition, EditionPhoto, Event, SitemapMonth, Translation
from articles.models.sitemap_month import month_of
from articles.text.dates import month_bounds


def update_sitemap_months(event: Event) -> None:
    """Count the months of the stories and photos that an event names.

    Called under the lock of the log, so that no count misses what another has just committed.
    """
    stories, photos = event.ids("article"), event.ids("photo")
    editions = Edition.objects.filter(article__in=stories).values_list("first_published")
    if photos:
        shown = EditionPhoto.objects.filter(photo__in=photos)
        editions = editions.union(shown.values_list("edition__first_published"))
    for month in sorted({month_of(first) for (first,) in editions}):
        count_month(month, event)


def count_month(month: int, event: Event | None) -> None:
    """Write how many stories of a month are live: now, and from each moment to come."""
    now = timezone.now()
    start, end = month_bounds(month // 100, month % 100)
    editions = Edition.objects.filter(first_published__gte=start, first_published__lt=end)
    counts = _story_counts(editions, now)
    rows = SitemapMonth.objects.filter(month=month)
    present_event = event
    if event and event.edition and event.edition.live_from > now:
        # Scheduling and cancelling change nothing in public, so the present keeps its event.
        present = (
            rows.filter(moment__lte=now).order_by("-moment").select_related("event").first()
        )
        present_event = present.event if present else None
    rows.delete()
    SitemapMonth.objects.bulk_create(
        SitemapMonth(
            month=month,
            moment=moment,
            stories=stories,
            event=present_event if moment <= now else event,
        )
        for moment, stories in counts.items()
    )


def rebuild(progress: Callable[[Iterable[int]], Iterable[int]] = iter) -> int:
    """Count every month anew; return how many there are."""
    with transaction.atomic():
        event = Event.objects.only("pk").order_by("-pk").first()
        SitemapMonth.objects.all().delete()
        months = all_months()
        for month in progress(months):
            count_month(month, event)
    return len(months)


def all_months() -> list[int]:
    """Return the months from the first story to the last, as `202511`."""
    ends = Edition.objects.aggregate(
        first=Min("first_published"), last=Max("first_published")
    )
    if ends["first"] is None:
        return []
    first, last = month_of(ends["first"]), month_of(ends["last"])
    numbers = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [number // 12 * 100 + number % 12 + 1 for number in numbers]


def _story_counts(editions: QuerySet, now: datetime) -> dict[datetime, int]:
    """How many stories are live from each moment on, first the last that has passed."""
    # A file of a month names the translations of its stories too, whatever month they are of.
    translated = Translation.objects.filter(article__in=editions.values("article"))
    related = Edition.objects.filter(
        article__translation__group__in=translated.values("group")
    )
    passed = _past_changes(editions.current(now), now)
    if passed:
        passed += related.current(now).values_list("live_from", flat=True)
    steps = dict.fromkeys(_photo_ends(editions, now), 0)
    steps |= dict.fromkeys(related.waiting(now).values_list("live_from", flat=True), 0)
    for moment, article in editions.waiting(now).values_list("live_from", "article"):
        # A story that is listed already gets a newer edition: the count stays.
        listed = editions.live(now).filter(article=article).exists()
        steps[moment] = steps.get(moment, 0) + (0 if listed else 1)
    stories = editions.live(now).count()
    counts = {max(passed): stories} if passed else {}
    for moment in sorted(steps):
        stories += steps[moment]
        counts[moment] = stories
    return counts


def _past_changes(standing: QuerySet, now: datetime) -> list[datetime]:
    """The newest beginning of an edition, end of a photo and change of a photo's rights."""
    shown = EditionPhoto.objects.filter(edition__in=standing)
    newest = standing.aggregate(began=Max("live_from"))
    newest |= shown.aggregate(
        ended=Max("photo__ends_at", filter=Q(photo__ends_at__lte=now)),
        rights_changed=Max("photo__rights_at", filter=Q(photo__rights_at__lte=now)),
    )
    return [moment for moment in newest.values() if moment]


def _photo_ends(editions: QuerySet, now: datetime) -> list[datetime]:
    """The ends of photos that come while their edition stands, now or later."""
    shown = EditionPhoto.objects.filter(
        edition__in=editions.current(now) | editions.waiting(now),
        photo__ends_at__gt=now,
    )
    rows = shown.values_list("photo__ends_at", "edition__live_from", "edition__live_until")
    return [
        end for end, begins, until in rows if begins <= end and (not until or end < until)
    ]
