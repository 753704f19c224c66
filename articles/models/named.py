"""What sections, authors and tags share: a name, an address, and retired addresses."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from articles.text.slugs import slugify
from articles.text.typography import clean_line


class Named(models.Model):
    """Something with a page of its own. Retired slugs stay reserved (docs/rules.md 17)."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=80, unique=True, blank=True, help_text="Its address; made from the name."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.derive()
        aliases = self._meta.get_field("aliases").related_model
        retired = aliases.objects.filter(slug=self.slug)
        if self.pk:
            retired = retired.exclude(target=self)
        if retired.exists():
            raise ValidationError({"slug": "This address was used before and still redirects."})

    @classmethod
    def heir(cls, slug: str) -> Self | None:
        """What had this slug before."""
        return cls.objects.filter(aliases__slug=slug).first()

    def was_public(self, at: datetime) -> bool:
        """Tell whether readers may have its address: a section and an author are always public."""
        return True

    def is_told(self, at: datetime) -> bool:
        """Tell whether its name may be told now: that of a section or an author always."""
        return True

    def told_as(self, at: datetime) -> str:
        """Its name or, where that may not be told, what kind of thing it is."""
        return self.name if self.is_told(at) else f"a {self._meta.model_name}"

    def save(self, *args, **kwargs) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Tidy the name and make the address from it where none was given."""
        self.name = clean_line(self.name)
        self.slug = self.slug or slugify(self.name)
        if not self.slug:
            raise ValidationError({"slug": "No address can be made from this name: type one."})


class Alias(models.Model):
    """A retired slug, and the id of a record merged into its target, where there was one."""

    slug = models.SlugField(max_length=80, unique=True)
    retired_id = models.PositiveBigIntegerField(null=True, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug
