from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.text.plain_text import fold

from .photo_facts import PhotoFacts
from .rendition import Rendition, originals

# Where the library looks for words.
SEARCHED = (
    "title caption credit creator source people keywords city country original_name"
).split()
# By which relations something shows a photo.
USES = "edition_photos led_articles desk_galleries desk_figures portraits sections slots".split()
THUMBNAIL = 320  # pixels across
MOST_WORDS = 10  # a condition for each: a pasted page would be too deep for the database


class PhotoQuerySet(models.QuerySet):
    def with_words(self, typed: str) -> "PhotoQuerySet":
        """Photos that carry every word, folded, wherever it stands."""
        photos = self
        for word in fold(typed).split()[:MOST_WORDS]:
            photos = photos.filter(search_text__contains=word)
        return photos

    def usable(self, at: datetime | None = None) -> "PhotoQuerySet":
        """Photos that have not ended: not stopped, licence not over."""
        at = at or timezone.now()
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def for_story(
        self, article_id: int | None, at: datetime | None = None
    ) -> "PhotoQuerySet":
        """Photos that may be put into a story: usable, and not reserved for another."""
        return self.usable(at).filter(Q(only_for=None) | Q(only_for=article_id))

    def ending(self, at: datetime, before: datetime) -> "PhotoQuerySet":
        """Photos in use that will have ended by a moment."""
        return self.usable(at).filter(ends_at__lte=before)

    def for_library(self) -> "PhotoQuerySet":
        """Photos with what the grid shows: files, and whether anything uses them."""
        return self.prefetch_related("renditions").annotate(used=used())

    def for_page(self, at: datetime | None = None) -> "PhotoQuerySet":
        return self.usable(at).prefetch_related("renditions")


def used() -> Q:
    """The condition that a story, an edition, an author, a section or the front shows the photo."""
    shown = Q()
    for name in USES:
        relation = Photo._meta.get_field(name)
        rows = relation.related_model._default_manager
        shown |= Q(Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))
    return shown


class Photo(PhotoFacts):
    """A picture with its facts. The original is private; renditions are public."""

    original = models.FileField(storage=originals, max_length=120, editable=False)
    original_name = models.CharField(max_length=255, blank=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    checksum = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    # 64 bits of how it looks (imaging/perceptual_hash.py), signed as databases want it.
    perceptual_hash = models.BigIntegerField(null=True, editable=False)
    # What the picture is about, as parts of its width and height; crops keep it in view.
    focus_x = models.FloatField(default=0.5, editable=False)
    focus_y = models.FloatField(default=0.5, editable=False)
    focus_set = models.BooleanField(default=False, editable=False, help_text="By a person.")
    # Crops set by hand: {"16x9": [left, top, width, height]}, parts of the picture's sides.
    crops = models.JSONField(default=dict, blank=True, editable=False)
    # What its file says and nobody has taken (imaging/metadata.py): [{"fact", "text", "taken"}].
    unused_facts = models.JSONField(default=list, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="photos", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    search_text = models.TextField(
        blank=True, editable=False, help_text="Folded, for the search."
    )

    # Photos belong to no section; a scope by section therefore never narrows them.
    section_id = None

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__range=(0, 1), focus_y__range=(0, 1)),
                name="focus_inside",
            )
        ]
        indexes = [
            # The library, newest first; and mine.
            models.Index(fields=["-created_at", "-id"], name="photo_newest"),
            models.Index(fields=["owner", "-created_at", "-id"], name="photo_mine"),
            # What ends or has ended is little of it.
            models.Index(
                fields=["ends_at"], name="photo_ends", condition=Q(ends_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(" ".join(getattr(self, name) for name in SEARCHED))
        super().save(*args, **kwargs)

    @property
    def unused(self) -> list[dict[str, str]]:
        """What its file says besides, unless the photo says it by now: `fact` (a field's name),
        `text`, and `taken`, what another block says; without that a camera wrote the text.
        """
        return [
            unused
            for unused in self.unused_facts
            if str(getattr(self, unused["fact"])) != unused["text"]
        ]

    @property
    def files(self) -> list[Rendition]:
        """Whole public pictures as JPEG, narrowest first."""
        return self.crop(Rendition.WHOLE)

    def thumbnail(self, at: datetime) -> Rendition | None:
        """Return the file for a grid; none where the photo has ended, for its files answer 410."""
        files = [] if self.ended(at) else self.files
        wide_enough = (file for file in files if file.width >= THUMBNAIL)
        return next(wide_enough, files[-1] if files else None)

    def crop(self, shape: str, format: str = Rendition.JPEG) -> list[Rendition]:
        """Public pictures of a shape ("whole", "16x9", "4x3", "1x1"), narrowest first."""
        # From the prefetch where there is one: a query for each photo of a list would be too many.
        renditions = self.renditions.all()
        files = [
            file for file in renditions if (file.shape, file.format) == (shape, format)
        ]
        return sorted(files, key=lambda file: file.width)
