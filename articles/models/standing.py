"""The definitions of public. Nobody else writes a condition on these fields."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.enums import KINDS_WITH_TEXT, Kind

from .prepared_query import exchanged

STUB_DAYS = 30
# What stands for a value until one is put there; no row has them.
_KEY, _FROM, _UNTIL = -1, datetime(1, 1, 2, tzinfo=UTC), datetime(1, 1, 3, tzinfo=UTC)


class StandingQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> "StandingQuerySet":
        """Standing, with text: what may be listed."""
        return self.current(at).filter(kind__in=KINDS_WITH_TEXT)

    def current(self, at: datetime | None = None) -> "StandingQuerySet":
        """Standing, whatever its kind: what answers at the address."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def wire(self, at: datetime | None = None) -> "StandingQuerySet":
        """Live, held, and withdrawn within 30 days: what feeds and partners are told."""
        at = at or timezone.now()
        recent = Q(live_from__gt=at - timedelta(days=STUB_DAYS))
        return self.current(at).filter(~Q(kind=Kind.WITHDRAWAL) | recent)

    def not_ended(self, at: datetime | None = None) -> "StandingQuerySet":
        """Standing or still to begin: what may be public now or later. For the desk only."""
        return self.exclude(live_until__lte=at or timezone.now())

    def ended_lately(self, at: datetime | None = None) -> "StandingQuerySet":
        """Really live once, and over within 30 days: feeds of where it stood tell what followed."""
        at = at or timezone.now()
        since = at - timedelta(days=STUB_DAYS)
        return self.really_live(at).filter(live_until__gt=since, live_until__lte=at)

    def waiting(self, at: datetime | None = None) -> "StandingQuerySet":
        """Scheduled: with a life that is still to begin. For the desk only."""
        at = at or timezone.now()
        return self.filter(live_from__gt=at, live_until=None)

    def newest_under(
        self, field: str, keys: Sequence[int], most: int, *, tie: str = "pk"
    ) -> "RawSQL | StandingQuerySet":
        """Return a condition for `pk__in`: the newest `most` under each key, by `tie` at a tie.

        One walk of the field's index for each key.
        """
        if not keys:
            return self.none().values("pk")
        walk = self.filter(**{field: _KEY}).order_by(
            F("first_published").desc(), F(tie).desc()
        )
        return _repeated(walk.values(tie)[:most], [{_KEY: key} for key in keys])

    def one_of_each(self, periods: Sequence[tuple[datetime, datetime]]) -> RawSQL:
        """Return a condition for `pk__in`: one of those first published in each period."""
        within = self.filter(first_published__gte=_FROM, first_published__lt=_UNTIL)
        moments = [{_FROM: start, _UNTIL: end} for start, end in periods]
        return _repeated(within.values("pk")[:1], moments)

    def really_live(self, at: datetime | None = None) -> "StandingQuerySet":
        """Begun by then and with a life of some length: not cancelled. For history."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at).exclude(live_until=F("live_from"))


def _repeated(walk: models.QuerySet, replacements: Sequence[dict[Any, Any]]) -> RawSQL:
    """One query again and again, each time with other values put in the place of its marks.

    Django writes it once, for it would compile every part of a union anew.
    """
    sql, marked = walk.query.sql_with_params()
    params = []
    for replacement in replacements:
        params += exchanged(marked, replacement)
    parts = [f"SELECT * FROM ({sql}) AS walk"] * len(replacements)  # noqa: S608  Django's own.
    return RawSQL(" UNION ALL ".join(parts), params)  # noqa: S611


class Standing(models.Model):
    """A life in public. Through rows repeat it, so that a list is one walk of one index."""

    kind = models.CharField(max_length=10, choices=Kind)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    first_published = models.DateTimeField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True

    def stands(self, at: datetime) -> bool:
        return self.live_from <= at and (self.live_until is None or at < self.live_until)
