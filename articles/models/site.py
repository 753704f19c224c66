"""What readers see that is not a story: front slots, fixed pages, site settings."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.enums import Licence
from articles.public_urls import path_for
from articles.text.body import clean_body
from articles.text.links import clean_url
from articles.text.plain_text import clean_line
from articles.text.trust_txt import clean_trust


class FrontSlotQuerySet(models.QuerySet):
    def standing(self, at: datetime | None = None) -> "FrontSlotQuerySet":
        at = at or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)

    def last_change(self, at: datetime) -> datetime | None:
        """The last moment at which a slot began or ended."""
        moments = self.aggregate(
            began=Max("since", filter=Q(since__lte=at)),
            ended=Max("until", filter=Q(until__lte=at)),
        )
        return max(filter(None, moments.values()), default=None)


class FrontSlot(models.Model):
    """A story in a place of the front, for a time. Added, not edited (docs/rules.md 25)."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="slots")
    position = models.PositiveSmallIntegerField(default=1, help_text="1 is the lead.")
    headline = models.CharField(
        max_length=200, blank=True, help_text="For the front alone. Empty: the story's own."
    )
    photo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="slots",
        help_text="Number of a photo for the front alone. Empty: the story's own.",
    )
    since = models.DateTimeField("from", default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="slot_forward",
            )
        ]

    def __str__(self) -> str:
        return f"Place {self.position}: story {self.article_id}"

    def clean(self) -> None:
        self.headline = clean_line(self.headline)
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": "This is before its beginning."})
        if self.photo is None:
            return
        # As strictly as a story's own photos are checked before publishing.
        begins = max(self.since or timezone.now(), timezone.now())
        reserved = self.photo.only_for_id not in (None, self.article_id)
        unlicensed = self.photo.licence == Licence.UNKNOWN
        if unlicensed or reserved or self.photo.ended(begins):
            raise ValidationError({"photo": "This photo may not be shown: see its rights."})


class FixedPage(models.Model):
    class Name(models.TextChoices):
        ABOUT = "about", _("About")
        CONTACT = "contact", _("Contact")
        TERMS = "terms", _("Terms")

    slug = models.CharField(max_length=20, choices=Name, unique=True)
    title = models.CharField(max_length=120)
    body = models.TextField(blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.body = clean_body(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_for("fixed_page", self.slug)


class SiteSettings(models.Model):
    """One row: what the chief may say about the site."""

    name = models.CharField(max_length=80, default="Newsroom")
    description = models.CharField(max_length=200, default="News of information technology")
    copyright = models.CharField(
        "copyright line",
        max_length=200,
        blank=True,
        help_text="In feeds, for whoever prints our stories. Empty: © and the name.",
    )
    channel_name = models.CharField(max_length=80, blank=True)
    channel_url = models.URLField(blank=True)
    channel_sentence = models.CharField(max_length=200, blank=True)
    show_earlier = models.BooleanField(
        "earlier editions are readable",
        default=False,
        help_text="Readers may read what a live story said before an update or a correction. What "
        "stood before a hold or a withdrawal, and what a chief has closed, stays closed.",
    )
    trust = models.TextField(
        "trust.txt",
        blank=True,
        help_text="Who we belong to and answer to, one a line, as member=https://… or "
        "datatrainingallowed=no (journallist.net). Empty: there is no /trust.txt.",
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="site_settings_one_row"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def copyright_line(self) -> str:
        return self.copyright or f"© {self.name}"

    def clean(self) -> None:
        if self.channel_url:
            try:
                self.channel_url = clean_url(self.channel_url)
            except ValueError as error:
                raise ValidationError({"channel_url": str(error)}) from error
        elif self.channel_name or self.channel_sentence:
            raise ValidationError(
                {"channel_url": "Say where the channel is, or leave all empty."}
            )
        try:
            self.trust = clean_trust(self.trust)
        except ValueError as error:
            raise ValidationError({"trust": str(error)}) from error

    def save(self, *args, **kwargs) -> None:
        self.pk = 1  # whatever a form made: the database refuses a second row
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "SiteSettings":
        """Return the row, or the defaults where the chief has said nothing yet."""
        return cls.objects.filter(pk=1).first() or cls()


class NavigationLink(models.Model):
    """A link of the masthead. Where there is none, the active sections stand there."""

    label = models.CharField(max_length=40)
    address = models.CharField(max_length=200, help_text="/ict-materials/ or https://…")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.address.startswith("/") and not self.address.startswith(("//", "/\\")):
            return
        try:
            self.address = clean_url(self.address)
        except ValueError as error:
            raise ValidationError({"address": str(error)}) from error
