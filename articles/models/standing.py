"""The three definitions of public. Nobody else writes a condition on these fields."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.enums import WITH_WORDS, Kind

STUB_DAYS = 30


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

    def really_live(self, at: datetime | None = None) -> "StandingQuerySet":
        """Begun by then and with a life of some length: not cancelled. For history."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at).exclude(live_until=models.F("live_from"))


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
