from django.conf import settings
from django.db import models
from django.utils import timezone

from .immutable import Immutable, ImmutableQuerySet


class EventQuerySet(ImmutableQuerySet):
    def tail(self, after: int, limit: int = 500) -> "EventQuerySet":
        """Return what has been committed since an id, oldest first.

        Ids are given under one lock that is held to the commit (desk/log/events.py), so nothing can
        appear behind a cursor. `effective_at` may lie in the future.
        """
        return self.filter(pk__gt=after).order_by("pk")[:limit]


class Event(Immutable):
    """That something changes in public at a moment, and the keys it touches."""

    verb = models.CharField(max_length=30)
    keys = models.JSONField()
    effective_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="by"
    )
    at = models.DateTimeField(default=timezone.now)
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="events"
    )
    edition = models.ForeignKey(
        "articles.Edition", models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.pk}"

    def ids(self, kind: str) -> list[int]:
        """Return the numbers of what it touches of a kind: 77 of `article:77`."""
        prefix = f"{kind}:"
        return [
            int(key.removeprefix(prefix)) for key in self.keys if key.startswith(prefix)
        ]


class KeyChange(models.Model):
    """That a key changes at a moment: the event log by key, for who asks "since when?".

    What subscribers ask for is answered from the last rows of two keys: the moment and the event
    that changed them last, and the next moment to come. Written by `desk.log.key_changes` with
    every event, kept for 35 days.
    """

    key = models.CharField(max_length=40)
    at = models.DateTimeField()
    event = models.ForeignKey(
        "articles.Event", models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        indexes = [
            # The last moment that has come, the next one to come.
            models.Index("key", "at", name="key_change_moment"),
            # The last event.
            models.Index("key", "event", name="key_change_event"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"
