"""The three definitions of public. Nobody else writes a condition on these fields."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.enums import WITH_WORDS, Kind

STUB_DAYS = 30
_KEY = -1  # stands for a key until one is put there; no row has it


class StandingQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> "StandingQuerySet":
        """Standing, with words: what may be listed."""
        return self.current(at).filter(kind__in=WITH_WORDS)

    def current(self, at: datetime | None = None) -> "StandingQuerySet":
        """Standing, whatever its kind: what answers at the address."""
        at = at or timezone.now()
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def wire(self, at: datetime | None = None) -> "StandingQuerySet":
        """Live, held, and withdrawn within 30 days: what feeds and partners are told."""
        at = at or timezone.now()
        recent = Q(live_from__gt=at - timedelta(days=STUB_DAYS))
        return self.current(at).filter(~Q(kind=Kind.WITHDRAWAL) | recent)

    def waiting(self, at: datetime | None = None) -> "StandingQuerySet":
        """Scheduled: with a life that is still to begin. For the desk only."""
        at = at or timezone.now()
        return self.filter(live_from__gt=at, live_until=None)

    def newest_under(
        self, field: str, keys: Sequence[int], most: int, *, tie: str = "pk"
    ) -> "RawSQL | StandingQuerySet":
        """Return a condition for `pk__in`: the newest `most` under each key, by `tie` at a tie.

        One walk of the field's index for each key. Written by Django once and repeated with the
        other keys, for it would compile every part of a union anew.
        """
        if not keys:
            return self.none().values("pk")
        walk = self.filter(**{field: _KEY}).order_by(F("first_published").desc(), F(tie).desc())
        sql, values = walk.values(tie)[:most].query.sql_with_params()
        parts = [f"SELECT * FROM ({sql}) AS walk"] * len(keys)  # noqa: S608  Django's own.
        given = [key if value == _KEY else value for key in keys for value in values]
        return RawSQL(" UNION ALL ".join(parts), given)  # noqa: S611

    def really_live(self, at: datetime | None = None) -> "StandingQuerySet":
        """Begun by then and with a life of some length: not cancelled. For history."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at).exclude(live_until=F("live_from"))


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
