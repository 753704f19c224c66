from datetime import datetime

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .photo_facts import PhotoFacts


def originals():
    """Return the private storage of camera files, asked late so that settings may change."""
    return storages["originals"]


class PhotoQuerySet(models.QuerySet):
    def usable(self, at: datetime | None = None) -> "PhotoQuerySet":
        """Photos that have not ended: not stopped, licence not over."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def for_syndication(self, at: datetime | None = None) -> "PhotoQuerySet":
        """Photos that feeds and wire formats may carry."""
        return self.usable(at).filter(no_syndication=False)

    def for_story(self, article_id: int | None, at: datetime | None = None) -> "PhotoQuerySet":
        """Photos that may be put into a story: usable, and not reserved for another."""
        return self.usable(at).filter(Q(only_for=None) | Q(only_for=article_id))

    def ending(self, at: datetime, before: datetime) -> "PhotoQuerySet":
        """Photos in use that will have ended by a moment."""
        return self.usable(at).filter(ends_at__lte=before)

    def for_page(self, at: datetime | None = None) -> "PhotoQuerySet":
        return self.usable(at).prefetch_related("renditions")


class Photo(PhotoFacts):
    """A picture with its facts. The original is private; renditions are public."""

    original = models.FileField(storage=originals, max_length=120, editable=False)
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    checksum = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    # 64 bits of how it looks (photos/likeness.py), signed as databases want it.
    likeness = models.BigIntegerField(null=True, editable=False)
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
