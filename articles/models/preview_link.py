from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

LASTS = timedelta(hours=48)


class PreviewLinkQuerySet(models.QuerySet):
    def good(self, at: datetime | None = None) -> "PreviewLinkQuerySet":
        """Links that open: neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class PreviewLink(models.Model):
    """A secret address that shows one revision to somebody without an account, for a time.

    Only the digest of its token is kept, so that nobody who reads the database can open it.
    """

    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="links")
    digest = models.CharField("SHA-256 of the token", max_length=64, unique=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Preview of revision {self.revision_id}"

    @property
    def is_good(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
