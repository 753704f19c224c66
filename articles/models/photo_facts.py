"""What is known of a photo, and what it may be used for."""

from datetime import datetime, timedelta, timezone

from django.db import models

from articles.enums import Licence
from articles.text.dates import newsroom_time

# What an editor writes of a photo, in the order of the form; the second list is its rights.
FACTS = (
    "title caption alt decorative people keywords city country taken_at "
    "creator credit source copyright_notice instructions"
).split()
RIGHTS = "licence licence_note usage_terms licence_until no_syndication only_for".split()


class PhotoFacts(models.Model):
    """The facts and rights of a photo; saved by verbs only, each with its revision."""

    title = models.CharField(max_length=200)
    caption = models.TextField(blank=True)
    alt = models.CharField(
        "alt text",
        max_length=300,
        blank=True,
        help_text="What it shows, for those who cannot see it.",
    )
    decorative = models.BooleanField(
        default=False, help_text="Adds no information; screen readers skip it."
    )
    people = models.CharField(
        max_length=500, blank=True, help_text="Who is in it, with commas between them."
    )
    keywords = models.CharField(
        max_length=500, blank=True, help_text="Separate with commas."
    )
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=120, blank=True)
    taken_at = models.DateTimeField("taken", null=True, blank=True)
    taken_offset = models.SmallIntegerField(
        null=True,
        editable=False,
        help_text="Minutes from UTC where it was taken; null: unknown.",
    )
    latitude = models.FloatField(null=True, editable=False)
    longitude = models.FloatField(null=True, editable=False)

    creator = models.CharField(
        max_length=200, blank=True, help_text="Photographer or illustrator."
    )
    credit = models.CharField(
        max_length=200, blank=True, help_text="Printed beside the photo."
    )
    source = models.CharField(max_length=200, blank=True, help_text="Who gave it to us.")
    copyright_notice = models.CharField(
        max_length=300, blank=True, help_text="© 2025 Newsroom"
    )
    instructions = models.TextField(
        blank=True, help_text="What its sender asks of the desk."
    )

    licence = models.CharField(max_length=10, choices=Licence, default=Licence.UNKNOWN)
    licence_note = models.CharField(
        "permission or licence",
        max_length=300,
        blank=True,
        help_text="Who allowed it, when and how; for Creative Commons which licence.",
    )
    usage_terms = models.TextField(blank=True, help_text="In the owner's words.")
    licence_until = models.DateTimeField(
        "may be used until",
        null=True,
        blank=True,
        help_text="Then it leaves every page by itself.",
    )
    no_syndication = models.BooleanField(
        "not for syndication",
        default=False,
        help_text="Our pages only: never in a feed or wire.",
    )
    only_for = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reserved_photos",
        verbose_name="only for story",
        help_text="Number of the one story that may show it.",
    )
    stopped_at = models.DateTimeField(null=True, editable=False)
    end_reason = models.CharField(max_length=300, blank=True, editable=False)
    # The earlier of stop and licence's end: the one moment that pages, feeds and files ask for.
    ends_at = models.DateTimeField(null=True, editable=False)
    # What changes its stories besides an end (docs/rules.md 11): the photo came back, got new
    # files, or left or entered syndication.
    rights_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def ended(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def stopped(self, at: datetime) -> bool:
        return self.stopped_at is not None and self.stopped_at <= at

    def syndicated(self, at: datetime) -> bool:
        """Tell whether feeds and wire formats may carry it."""
        return not (self.no_syndication or self.ended(at))

    def changed_moments(self, at: datetime) -> list[datetime]:
        """Return the passed moments at which its use in public changed."""
        return [
            moment for moment in (self.ends_at, self.rights_at) if moment and moment <= at
        ]

    @property
    def alternative(self) -> str:
        """The text in the picture's place: none where it is decoration."""
        return "" if self.decorative else self.alt

    @property
    def taken_local(self) -> str:
        """When it was taken, in the time of the place where that is known."""
        if self.taken_at is None or self.taken_offset is None:
            return newsroom_time(self.taken_at) if self.taken_at else ""
        there = self.taken_at.astimezone(timezone(timedelta(minutes=self.taken_offset)))
        return f"{newsroom_time(self.taken_at)}; there {there:%H:%M} (UTC {there.isoformat()[-6:]})"
