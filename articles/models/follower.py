"""Where the followers of the event log stand, and what waits for its moment."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q
from django.db.models.functions import Greatest

from .event import Event

# For so long a process may be busy with one item before another may take its place.
LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)
# Counting stops here: "more than a thousand" is what an operator needs to know.
COUNTED = 1_000


def pause(failures: int) -> timedelta:
    """How long to wait after so many failures: two seconds, doubled each time, at most an hour."""
    return min(timedelta(seconds=2 ** min(failures, 12)), LONGEST_PAUSE)


def due_by(field: str, at: datetime) -> Q:
    """Due by then; also what lies further ahead than any pause: the clock was stepped back."""
    return Q(**{f"{field}__lte": at}) | Q(**{f"{field}__gt": at + LONGEST_PAUSE + LEASE})


class LeasedQuerySet(models.QuerySet):
    def claim(self, holder: str, at: datetime, **changes: Any) -> bool:
        """Take or keep these rows for a process, by compare-and-set: one holder on any database."""
        free = Q(holder__in=["", holder]) | due_by("held_until", at)
        return bool(
            self.filter(free).update(holder=holder, held_until=at + LEASE, **changes)
        )

    def release(self, holder: str) -> None:
        self.filter(holder=holder).update(holder="", held_until=None)


class Leased(models.Model):
    """A row at which one process at a time works. A killed one's lease runs out."""

    holder = models.CharField(max_length=32, blank=True, default="", editable=False)
    held_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


class FollowerQuerySet(LeasedQuerySet):
    def with_work(self, at: datetime) -> "FollowerQuerySet":
        """Followers that have something to do: the one query of an idle follower."""
        new = Event.objects.filter(pk__gt=OuterRef("cursor"))
        due = Due.objects.due_by(at).filter(follower=OuterRef("pk"))
        return self.filter(Exists(new) | Exists(due))


class Follower(Leased):
    """How far one follower has read the log."""

    name = models.CharField(max_length=40, unique=True)
    cursor = models.BigIntegerField(default=0, help_text="The last event that was read.")
    ran_at = models.DateTimeField(null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return self.name

    def unread(self, at: datetime) -> models.QuerySet:
        """Events that it has not been handed and that hold already."""
        return Event.objects.filter(pk__gt=self.cursor, effective_at__lte=at)

    def behind(self, at: datetime) -> timedelta:
        """How long the oldest event that it should have been handed by then has waited."""
        # An event that was written after its own moment has waited since it was written.
        since = Greatest("effective_at", "at")
        unread = self.unread(at).aggregate(oldest=Min(since))["oldest"]
        # What failed was handed over in time: it is counted by `failures`.
        untried = self.due.filter(attempts=0, at__lte=at)
        missed = untried.aggregate(oldest=Min("at"))["oldest"]
        oldest = min(filter(None, (unread, missed)), default=at)
        return max(at - oldest, timedelta())

    def pending(self, at: datetime) -> int:
        """Events that it should have been handed by then, counted to a thousand."""
        late = self.due.filter(attempts=0, at__lte=at)
        return self.unread(at)[:COUNTED].count() + late[:COUNTED].count()

    def failures(self) -> int:
        """Events that failed and are tried again."""
        return self.due.filter(attempts__gt=0)[:COUNTED].count()


class DueQuerySet(models.QuerySet):
    def due_by(self, at: datetime) -> "DueQuerySet":
        """What is to be handed over by then. Only a retry may have a moment of our own making."""
        return self.filter(Q(at__lte=at) | (Q(attempts__gt=0) & due_by("at", at)))


class Due(models.Model):
    """An event kept for its moment: it does not hold yet, or handing it over has failed."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="due")
    event = models.ForeignKey("articles.Event", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["at", "event_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "event"], name="due_once_a_follower"
            )
        ]
        # What is due, asked twice a second.
        indexes = [models.Index(fields=["follower", "at"], name="due_moment")]

    def __str__(self) -> str:
        return f"{self.event} for {self.follower}"

    def postpone(self, error: str, at: datetime) -> None:
        """Say that it failed and try again later."""
        self.attempts, self.error = self.attempts + 1, error[:300]
        self.at = at + pause(self.attempts)
        self.save()
