"""The rows by which lists find editions, and the columns that they read of them."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from .standing import Standing, StandingQuerySet

# The columns of a link to a story, and of its card in a list: a list of thirty stories with all
# columns of each, of its section and of its photo takes twice as long.
LINK = (
    "title headline slug language breaking breaking_until first_published live_from live_until "
    "kind article section__slug section__name"
).split()
CARD = [
    *LINK,
    *"standfirst updated_at lead_photo__caption lead_photo__credit lead_photo__alt".split(),
    *"lead_photo__decorative lead_photo__ends_at".split(),
]

# Few lives are over; of the others no index needs to know.
OVER = Q(live_until__isnull=False)


class IndexRowQuerySet(StandingQuerySet):
    def for_card(self) -> "IndexRowQuerySet":
        """Rows with what a card of their edition shows."""
        joined = self.select_related("edition__section", "edition__lead_photo")
        return joined.only("first_published", *(f"edition__{name}" for name in CARD))


class IndexRow(Standing):
    """A through row of an edition that repeats its life; rewritten by merges."""

    objects = IndexRowQuerySet.as_manager()

    class Meta:
        abstract = True


class EditionTag(IndexRow):
    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="tags")
    tag = models.ForeignKey("articles.Tag", models.PROTECT, related_name="edition_tags")
    name = models.CharField(max_length=100, help_text="As printed.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "tag"], name="edition_tag_once")
        ]
        indexes = [
            # Tag page and feed.
            models.Index(
                "tag",
                F("first_published").desc(),
                F("edition").desc(),
                name="edition_tag_list",
            ),
            # What has left a tag.
            models.Index("tag", "live_until", condition=OVER, name="edition_tag_left"),
        ]


class EditionByline(IndexRow):
    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="bylines")
    author = models.ForeignKey(
        "articles.Author", models.PROTECT, related_name="edition_bylines"
    )
    name = models.CharField(max_length=120, help_text="As printed.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "author"], name="edition_author_once"
            )
        ]
        indexes = [
            # Author page and feed.
            models.Index(
                "author",
                F("first_published").desc(),
                F("edition").desc(),
                name="edition_author_list",
            ),
            # What has left an author.
            models.Index(
                "author", "live_until", condition=OVER, name="edition_author_left"
            ),
        ]


class EditionPhotoQuerySet(models.QuerySet):
    def use_changed(self, after: Any, at: datetime) -> "EditionPhotoQuerySet":
        """Those whose photo's use in public changed after a moment (`Photo.changed_moments`)."""
        ended = Q(photo__ends_at__gt=after, photo__ends_at__lte=at)
        return self.filter(ended | Q(photo__rights_at__gt=after, photo__rights_at__lte=at))


class EditionPhoto(models.Model):
    """That an edition shows a photo; caption, credit and alt are in the content."""

    edition = models.ForeignKey("articles.Edition", models.PROTECT, related_name="photos")
    photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, related_name="edition_photos"
    )

    objects = EditionPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="edition_photo_once")
        ]
