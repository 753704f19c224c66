from django.conf import settings
from django.db import models
from django.utils import timezone

from .immutable import Immutable


class PhotoRevision(Immutable):
    """The facts and rights of a photo as somebody saved them; without its place on earth."""

    photo = models.ForeignKey("articles.Photo", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    summary = models.CharField(max_length=300)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "number"], name="photo_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.summary} ({self.number})"
