"""What else there is to read: related stories, the way through a section, the latest.

Asked when the page is made, for nothing about other stories is frozen (docs/rules.md 10).
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from articles.models import Edition, EditionTag
from articles.models.prepared_query import NOW, Prepared

RELATED, LATEST = 4, 8
# Per tag only its newest stories stand for election, and only the first tags elect: a tag that a
# third of all stories carry costs as little as a rare one.
NEWEST, TAGS = 12, 8
# Marks of the prepared queries.
_MOMENT = dt.datetime(1, 2, 2, tzinfo=dt.UTC)
_SECTION, _OWN, _TAGS = -11, -12, range(-20, -20 + TAGS)


@dataclass(frozen=True)
class RelatedStories:
    """Live stories beside one: those that share its tags, the most shared first and then the
    newest; those published just before and after it in its section; the latest others."""

    by_tags: list[Edition] = field(default_factory=list)
    older: Edition | None = None
    newer: Edition | None = None
    latest: list[Edition] = field(default_factory=list)


def related_stories(edition: Edition, tags: list[int], at: dt.datetime) -> RelatedStories:
    """Return what stands beside an edition, with what a link to each shows.

    One that is not saved stands nowhere, and has none before and after it.
    """
    # The first tags, and for the rest what no row has.
    similar = _by_tags.ids(at, *[*tags, *_TAGS][:TAGS]) if tags else []
    older, newer = [], []
    if edition.pk:
        position = (at, edition.section_id, edition.first_published, edition.pk)
        older, newer = _older.ids(*position), _newer.ids(*position)
    newest = _newest.ids(at)
    editions = Edition.objects.for_link().in_bulk({*similar, *older, *newer, *newest})
    by_tags = _others([editions[pk] for pk in similar], {edition.article_id})[:RELATED]
    shown = {edition.article_id, *(other.article_id for other in by_tags)}
    return RelatedStories(
        by_tags=by_tags,
        older=editions[older[0]] if older else None,
        newer=editions[newer[0]] if newer else None,
        latest=_others([editions[pk] for pk in newest], shown)[:LATEST],
    )


def _others(editions: list[Edition], articles: set[int]) -> list[Edition]:
    return [edition for edition in editions if edition.article_id not in articles]


def _sharing(at: dt.datetime, *tags: int) -> QuerySet:
    live = EditionTag.objects.live(at)
    newest = live.newest_under("tag", tags, NEWEST, tie="edition")
    rows = live.filter(tag__in=tags, edition__in=newest).values(
        "edition", "first_published"
    )
    # One more than is shown, for the story itself is among them.
    ranked = rows.annotate(shared=Count("pk")).order_by(
        "-shared", "-first_published", "-edition"
    )
    return ranked.values_list("edition")[: RELATED + 1]


def _before(at: dt.datetime, section: int, moment: dt.datetime, own: int) -> QuerySet:
    # Said with <= first, so that databases walk the section's index from this row on.
    rows = Edition.objects.live(at).filter(
        Q(first_published__lt=moment) | Q(pk__lt=own),
        section=section,
        first_published__lte=moment,
    )
    return rows.newest_first().values_list("pk")[:1]


def _after(at: dt.datetime, section: int, moment: dt.datetime, own: int) -> QuerySet:
    rows = Edition.objects.live(at).filter(
        Q(first_published__gt=moment) | Q(pk__gt=own),
        section=section,
        first_published__gte=moment,
    )
    return rows.order_by("first_published", "pk").values_list("pk")[:1]


def _latest(at: dt.datetime) -> QuerySet:
    # Enough of them, though the story itself and the related ones are left out.
    rows = Edition.objects.live(at).newest_first().values_list("pk")
    return rows[: LATEST + RELATED + 1]


_by_tags = Prepared(_sharing, NOW, *_TAGS)
_older = Prepared(_before, NOW, _SECTION, _MOMENT, _OWN)
_newer = Prepared(_after, NOW, _SECTION, _MOMENT, _OWN)
_newest = Prepared(_latest, NOW)
