from datetime import datetime

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


def originals():
    """Return the private storage of camera files, asked late so that settings may change."""
    return storages["originals"]


class PhotoQuerySet(models.QuerySet):
    def usable(self, at: datetime | None = None) -> "PhotoQuerySet":
        """Photos that have not ended: not stopped, licence not over."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def for_page(self, at: datetime | None = None) -> "PhotoQuerySet":
        return self.usable(at).prefetch_related("renditions")


class Photo(models.Model):
    """A picture with its facts. The original is private; renditions are public."""

    original = models.FileField(storage=originals, max_length=120, editable=False)
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    title = models.CharField(max_length=200)
    caption = models.TextField(blank=True)
    alt = models.CharField("alt text", max_length=300, blank=True)
    credit = models.CharField(max_length=200, help_text="Printed beside the photo.")
    source = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    checksum = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.CharField(max_length=300, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="photos", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    # Photos belong to no section; a scope by section therefore never narrows them.
    section_id = None

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def ended(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    @property
    def files(self) -> list["Rendition"]:
        """Public pictures, narrowest first (from the prefetch where there is one)."""
        return sorted(self.renditions.all(), key=lambda rendition: rendition.width)


class Rendition(models.Model):
    """One public file of a photo: re-encoded pixels under a random name."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=120, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "width"], name="one_file_a_width")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("media", args=[self.name])
