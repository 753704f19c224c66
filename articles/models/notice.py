from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.enums import NoticeKind


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_mail(self) -> "NoticeQuerySet":
        """Notices whose mail is wanted and not sent yet, oldest first."""
        return self.filter(by_mail=True, mailed_at=None).order_by("pk")


class Notice(models.Model):
    """A sentence for one person about a story, written by the verb that gave cause for it.

    It is in the desk at once; where the person wants mail too, delivery/mail.py sends it.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    text = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            # The number in the head of every page of the desk.
            models.Index(fields=["to"], name="notice_unread", condition=Q(read_at=None)),
            # What the mailer asks every second.
            models.Index(
                fields=["id"], name="notice_to_mail", condition=Q(by_mail=True, mailed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.text
