"""The audit log as rows: written once, changed by nobody."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from articles.models.immutable import Immutable, ImmutableQuerySet


class AuditQuerySet(ImmutableQuerySet):
    def purge_addresses(self, before: datetime) -> int:
        """Blank the addresses of entries older than a moment: the one change there ever is."""
        old = self.filter(at__lt=before).exclude(address="")
        return models.QuerySet.update(old, address="")


class AuditEntry(Immutable):
    """That somebody did something, or was refused it."""

    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=30)  # a newsroom.audit.actions.Action
    actor = models.ForeignKey(
        "newsroom.Staff", models.PROTECT, null=True, related_name="+", verbose_name="by"
    )
    about = models.CharField(max_length=60, blank=True)  # as "articles.article"
    about_id = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "audit log entry"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(
                fields=["action", "-id"], name="audit_action"
            ),  # the page's filters
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            models.Index(fields=["about", "about_id"], name="audit_about"),
            models.Index(fields=["at"], name="audit_at"),  # and forgetting addresses
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
