from django.conf import settings
from django.db import models
from django.utils import timezone

from .immutable import Immutable


class Revision(Immutable):
    """A saved state of a desk copy, whole.

    `story` is what an edition would freeze (its digest is compared when publishing);
    `desk` is what never leaves the desk: note, embargo.
    """

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    story = models.JSONField()
    desk = models.JSONField()
    digest = models.CharField(max_length=64)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"
