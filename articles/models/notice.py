from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Min, Q
from django.utils import timezone

from articles.enums import NoticeKind

# A mail that was not taken waits again as long as it has waited, within these.
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
# For so long a process may be handing a mail over before another may do it.
MAIL_LEASE = timedelta(minutes=5)


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_mail(self) -> "NoticeQuerySet":
        """Notices whose mail is wanted, not sent yet and not given up, oldest first."""
        return self.filter(by_mail=True, mailed_at=None, mail_given_up_at=None).order_by(
            "pk"
        )

    def next_to_mail(self, at: datetime) -> "NoticeQuerySet":
        """Each person's oldest notice to mail, unless it has to wait; those never tried come first.

        So each gets theirs in order, and whoever's are not taken hold up nobody else's.
        """
        # Without the order, for GROUP BY would take its column in.
        people = self.to_mail().order_by().values("to")
        oldest = people.annotate(first=Min("pk")).values("first")
        # What waits for longer than we ever say was written before the clock was stepped back.
        waits = Q(mail_after__gt=at, mail_after__lte=at + LONGEST_WAIT)
        waiting = self.filter(Q(mail_after=None) | ~waits, pk__in=oldest)
        return waiting.order_by(F("mail_after").asc(nulls_first=True), "pk")

    def mail_to(self, person: Any, address: Any) -> "NoticeQuerySet":
        """Notices whose mail to an address of a person was tried, newest first."""
        tried = self.filter(to=person, mail_address=address).exclude(mail_address="")
        return tried.order_by("-pk")


class Notice(models.Model):
    """A sentence for one person about a story, written by the verb that gave cause for it.

    It is in the desk at once; where the person wants mail too, delivery/notice_mail.py sends it.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    text = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="notices")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_given_up_at = models.DateTimeField(null=True, blank=True)
    mail_after = models.DateTimeField(
        null=True, blank=True, help_text="Not tried before then."
    )
    mail_address = models.EmailField(blank=True, help_text="Where it was tried last.")
    mail_answer = models.CharField(
        max_length=300, blank=True, help_text="Why it was not taken when it was tried last."
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The number in the head of every page of the desk.
            models.Index(fields=["to"], name="notice_unread", condition=Q(read_at=None)),
            # What the mailer asks every second.
            models.Index(
                fields=["id"],
                name="notice_to_mail",
                condition=Q(by_mail=True, mailed_at=None, mail_given_up_at=None),
            ),
            # What became of each person's last mail: pages of notices and of people.
            models.Index(
                fields=["to", "-id"], name="notice_tried", condition=~Q(mail_address="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def claim_mail(self, at: datetime) -> bool:
        """Take its mail for one process, by compare-and-set; a killed one's is free in a while."""
        free = Notice.objects.to_mail().filter(pk=self.pk, mail_after=self.mail_after)
        # The address at which it is tried, for the person may change it meanwhile.
        return bool(free.update(mail_after=at + MAIL_LEASE, mail_address=self.to.email))

    def mark_mailed(self, at: datetime) -> None:
        Notice.objects.filter(pk=self.pk).update(mailed_at=at, mail_answer="")

    def postpone_mail(self, at: datetime, answer: str) -> None:
        """Try its mail again after as long as it has waited, at most a quarter of an hour."""
        wait = min(max(at - self.at, SHORTEST_WAIT), LONGEST_WAIT)
        Notice.objects.filter(pk=self.pk).update(
            mail_after=at + wait, mail_answer=answer[:300]
        )

    def give_up_mail(self, at: datetime, answer: str = "") -> None:
        """Never try its mail again; the notice stays in the desk."""
        Notice.objects.filter(pk=self.pk).update(
            mail_given_up_at=at, mail_answer=answer[:300]
        )
