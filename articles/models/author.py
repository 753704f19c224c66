from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from articles.public_urls import path_for
from articles.text.links import clean_url

from .named import Alias, Named


class Author(Named):
    """Whose name stands over a story. Guest authors have no staff account."""

    carried_by = "edition_bylines"

    job_title = models.CharField(max_length=120, blank=True)
    bio = models.TextField(blank=True)
    portrait = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, blank=True, related_name="portraits"
    )
    email = models.EmailField(blank=True)
    show_email = models.BooleanField(
        default=False, help_text="Print the e-mail for readers."
    )
    links = models.TextField(blank=True, help_text="Web addresses, one a line.")
    staff = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        ordering = ["name"]

    def clean(self) -> None:
        super().clean()
        try:
            self.links = "\n".join(clean_url(line) for line in self.links.split())
        except ValueError as error:
            raise ValidationError({"links": str(error)}) from error

    @property
    def public_email(self) -> str:
        return self.email if self.show_email else ""

    @property
    def cache_keys(self) -> tuple[str, ...]:
        return (f"author:{self.pk}",)

    def get_absolute_url(self) -> str:
        return path_for("author", self.slug)


class AuthorAlias(Alias):
    target = models.ForeignKey(Author, models.PROTECT, related_name="aliases")
