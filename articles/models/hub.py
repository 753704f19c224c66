"""WebSub hubs, and what they are still to be told."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, Min, OuterRef

from .follower import COUNTED, Leased, LeasedQuerySet, due_by, pause

# A topic that a hub has not taken for so long is news no more: readers' programs poll anyway.
GIVE_UP = timedelta(hours=24)


class HubQuerySet(LeasedQuerySet):
    def with_work(self, at: datetime) -> "HubQuerySet":
        """Hubs that may be asked and have something to be told: the one query of an idle worker."""
        due = Ping.objects.filter(due_by("at", at), hub=OuterRef("pk"))
        awake = models.Q(rests_until=None) | due_by("rests_until", at)
        return self.filter(awake).filter(Exists(due))


class Hub(Leased):
    """A hub of the settings and how it answers. While it rests, one ping at a time probes it."""

    url = models.CharField(max_length=500, unique=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    rests_until = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    lost = models.PositiveIntegerField(default=0, help_text="Pings given up after a day.")

    objects = HubQuerySet.as_manager()

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url

    def accepts(self, at: datetime, answer: str) -> None:
        """Keep that it answered: the circuit is closed."""
        self.failures, self.rests_until = 0, None
        self.answered_at = self.accepted_at = at
        self.answer = answer[:300]
        self._save()

    def refuses(self, at: datetime, answer: str) -> None:
        """Keep that it answered, though not as wished: it is there, so the others may try."""
        self.failures, self.rests_until = 0, None
        self.answered_at, self.answer = at, answer[:300]
        self._save()

    def fails(self, at: datetime, answer: str) -> None:
        """Keep that it did not answer: the circuit opens, longer each time."""
        self.failures += 1
        self.rests_until = at + pause(self.failures)
        self.answered_at, self.answer = at, answer[:300]
        self._save()

    def _save(self) -> None:
        self.save(
            update_fields=[
                "failures",
                "rests_until",
                "answered_at",
                "accepted_at",
                "answer",
            ]
        )

    def behind(self, at: datetime) -> timedelta:
        """How long the oldest ping waits that should have been taken by then."""
        untried = self.pings.filter(requested_at__lte=at, attempts=0)
        oldest = untried.aggregate(at=Min("requested_at"))["at"]
        return at - oldest if oldest else timedelta()

    def pending(self) -> int:
        return self.pings.all()[:COUNTED].count()


class Ping(models.Model):
    """That a hub is to be told of a topic; however often the topic changes meanwhile, once."""

    hub = models.ForeignKey(Hub, models.CASCADE, related_name="pings")
    topic = models.CharField(max_length=500)
    event_id = models.BigIntegerField(help_text="The latest change that it tells of.")
    urgent = models.BooleanField(default=False)
    requested_at = models.DateTimeField()
    at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-urgent", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "topic"], name="ping_once_a_topic")
        ]
        # What is due, asked twice a second.
        indexes = [models.Index(fields=["hub", "at"], name="ping_moment")]

    def __str__(self) -> str:
        return self.topic
