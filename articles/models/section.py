from django.core.exceptions import ValidationError
from django.db import models

from articles.enums import Severity
from articles.languages import Language
from articles.public_urls import path_for

from .named import Alias, Named

# First segments of the addresses that are not sections (docs/rules.md 17).
RESERVED = frozenset(
    "about accounts admin api archive atom author authors category contact corrections feed "
    "feeds front healthz index language latest media metrics page photo photos preview readyz "
    "robots rss search sections sitemap static styleguide tag tags terms top well-known".split()
)


class SectionQuerySet(models.QuerySet):
    def active(self) -> "SectionQuerySet":
        return self.filter(active=True)


class Section(Named):
    """A desk's part of the site. An inactive one takes no new stories and keeps its pages."""

    description = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    picture = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        help_text="Number of a photo for the head of its page.",
    )
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(
        default=True, help_text="Takes new stories; in the navigation."
    )
    four_eyes = models.BooleanField(
        default=False, help_text="Nobody approves what is their own words alone."
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError(
                {"slug": f"“{self.slug}” is an address of the site itself."}
            )

    def get_absolute_url(self) -> str:
        return path_for("section", self.slug)


class SectionAlias(Alias):
    target = models.ForeignKey(Section, models.PROTECT, related_name="aliases")


class CheckSetting(models.Model):
    """How strict the chief has made one of the checks of desk/stories/checks.py."""

    check_id = models.CharField(max_length=40, unique=True)
    severity = models.CharField(max_length=5, choices=Severity)

    class Meta:
        verbose_name = "check before publishing"
        verbose_name_plural = "checks before publishing"

    def __str__(self) -> str:
        return f"{self.check_id}: {self.get_severity_display()}"
