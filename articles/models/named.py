"""What sections, authors and tags share: a name, an address, and retired addresses."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef

from articles.text.limits import too_long
from articles.text.plain_text import clean_line, slugify


class Named(models.Model):
    """Something with a page of its own. Retired slugs stay reserved (docs/rules.md 17)."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=80, unique=True, blank=True, help_text="Its address; made from the name."
    )
    changed_at = models.DateTimeField(auto_now=True)

    # The rows by which editions name it, where it is public only once one has in public: the name
    # of a tag or an author of drafts alone says what is being written, or by whom.
    carried_by: ClassVar[str] = ""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: Any = None) -> None:
        """What derives from the name is made first, so that it is looked at too."""
        self.derive()
        super().clean_fields(exclude)

    def clean(self) -> None:
        aliases = self._meta.get_field("aliases").related_model
        retired = aliases.objects.filter(slug=self.slug)
        if self.pk:
            retired = retired.exclude(target=self)
        if retired.exists():
            raise ValidationError(
                {"slug": "This address was used before and still redirects."}
            )

    @classmethod
    def redirect_target(cls, slug: str) -> Self | None:
        """Return what had this slug before, whose address is another now."""
        return cls.objects.filter(aliases__slug=slug).first()

    @classmethod
    def public(cls, at: datetime) -> models.QuerySet:
        """Those whose address readers may have. To them the others are as if there were none."""
        if not cls.carried_by:
            return cls.objects.all()
        relation = cls._meta.get_field(cls.carried_by)
        # Ever live, not live now: whoever has the address of a story's tag may go on using it.
        rows = relation.related_model.objects.really_live(at)
        carried = rows.filter(**{relation.field.name: OuterRef("pk")})
        return cls.objects.filter(Exists(carried))

    def name_is_public(self, at: datetime) -> bool:
        """Tell whether its name may be told now: with its address, unless it says else."""
        return not self.carried_by or type(self).public(at).filter(pk=self.pk).exists()

    def public_name(self, at: datetime) -> str:
        """Its name or, where that may not be told, what kind of object it is."""
        return self.name if self.name_is_public(at) else f"a {self._meta.model_name}"

    def save(self, *args, **kwargs) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Tidy the name and make the address from it where none was given.

        Raises ValidationError where there is no address in it, and where it has grown too long.
        """
        self.tidy()
        self.slug = self.slug or slugify(self.name)
        if not self.slug:
            raise ValidationError(
                {"slug": "No address can be made from this name: type one."}
            )

    def tidy(self) -> None:
        """Clean the name. A letter may become two: some have no form of their own in NFC."""
        self.name = clean_line(self.name)
        if messages := too_long(type(self), {"name": self.name}):
            raise ValidationError(messages)


class Alias(models.Model):
    """A retired slug, and the id of a record merged into its target, where there was one."""

    slug = models.SlugField(max_length=80, unique=True)
    retired_id = models.PositiveBigIntegerField(null=True, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug
