"""Files of photos: those that readers get, and those that were."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.public_urls import path_for


def originals():
    """Return the private storage of camera files, asked late so that settings may change."""
    return storages["originals"]


class RenditionQuerySet(models.QuerySet):
    def plain(self) -> "RenditionQuerySet":
        """Whole pictures as JPEG, narrowest first: what feeds, sitemaps and old readers take."""
        return self.filter(shape=Rendition.WHOLE, format=Rendition.JPEG).order_by("width")


class Rendition(models.Model):
    """One public file of a photo: re-encoded pixels under a random name.

    `shape` is the whole picture or a crop, `recipe` a digest of all that the file was made from
    (`manage.py repair renditions` makes it again where that has changed).
    """

    WHOLE, JPEG, AVIF = "whole", "jpeg", "avif"

    photo = models.ForeignKey("articles.Photo", models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=120, unique=True)
    shape = models.CharField(max_length=8, default=WHOLE)
    format = models.CharField(max_length=4, default=JPEG)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    checksum = models.CharField("SHA-256", max_length=64, blank=True)
    recipe = models.CharField(max_length=16, blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "shape", "format", "width"], name="one_file_a_width"
            ),
            models.CheckConstraint(
                condition=Q(shape__in=["whole", "16x9", "4x3", "1x1"]),
                name="rendition_shape",
            ),
            models.CheckConstraint(
                condition=Q(format__in=["jpeg", "avif"]), name="rendition_format"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_for("media", self.name)


class RetiredFile(models.Model):
    """A public file that newer ones have replaced; open pages still ask for it for a day."""

    photo = models.ForeignKey(
        "articles.Photo", models.CASCADE, related_name="retired_files"
    )
    name = models.CharField(max_length=120, unique=True)
    retired_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class PastOriginal(models.Model):
    """A camera file that another one has replaced: private, and kept."""

    photo = models.ForeignKey(
        "articles.Photo", models.CASCADE, related_name="past_originals"
    )
    original = models.FileField(storage=originals, max_length=120)
    original_name = models.CharField(max_length=255, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    checksum = models.CharField("SHA-256", max_length=64)
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return self.original_name or self.original.name
