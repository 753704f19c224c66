from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from .immutable import Immutable

# A withdrawal is to be confirmed by somebody else within this time (docs/rules.md 27).
CONFIRM_WITHIN = timedelta(hours=24)


class Confirmation(Immutable):
    """That a second person stands behind a withdrawal. Never changed, never taken back."""

    edition = models.OneToOneField(
        "articles.Edition", models.PROTECT, related_name="confirmation"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Withdrawal confirmed by {self.actor}"


class ClosedEdition(models.Model):
    """That readers may not read the text of an edition, once it is an earlier one.

    The edition itself stays what it was: it is the archive (docs/rules.md 29).
    """

    edition = models.OneToOneField(
        "articles.Edition", models.PROTECT, related_name="closed_by", primary_key=True
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text="Why; for the desk.")

    def __str__(self) -> str:
        return f"Text closed by {self.actor}"
