from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from taggit.models import ItemBase, TagBase

from articles.public_urls import path_for
from articles.text.limits import too_long
from articles.text.plain_text import fold, slugify

from .named import Alias, Named


class Tag(TagBase, Named):
    """A subject. Its name is unique by its folded form, so ŞƏHƏR and şəhər are one."""

    carried_by = "edition_tags"

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=80, unique=True, blank=True)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def clean(self) -> None:
        Named.clean(self)
        if Tag.objects.filter(folded=self.folded).exclude(pk=self.pk).exists():
            raise ValidationError({"name": "There is a tag of this name already."})

    def save(self, *args, **kwargs) -> None:
        self.derive()
        models.Model.save(self, *args, **kwargs)

    def derive(self) -> None:
        self.tidy()
        self.folded = fold(self.name)
        if messages := too_long(Tag, {"folded": self.folded}):
            message = f"“{self.name}”, written out: {messages['folded']}"
            raise ValidationError({"name": message})
        self.slug = self.slug or self._free_slug()

    def _free_slug(self) -> str:
        """Two names may have one transliteration: the later tag gets a number at its end."""
        longest = Tag._meta.get_field("slug").max_length
        base = slugify(self.name, longest) or "tag"
        slug, number = base, 1
        while (
            Tag.objects.filter(slug=slug).exists()
            or TagAlias.objects.filter(slug=slug).exists()
        ):
            number += 1
            end = f"-{number}"
            slug = base[: longest - len(end)].rstrip("-") + end
        return slug

    def name_is_public(self, at: datetime) -> bool:
        """Tell whether a live story carries it: else its name may be news, or withdrawn."""
        return self.edition_tags.live(at).exists()

    @property
    def cache_keys(self) -> tuple[str, ...]:
        return (f"tag:{self.pk}",)

    def get_absolute_url(self) -> str:
        return path_for("tag", self.slug)


class TagAlias(Alias):
    target = models.ForeignKey(Tag, models.PROTECT, related_name="aliases")


class TaggedArticle(ItemBase):
    """The desk copy's tags; an edition has rows of its own (docs/rules.md 23)."""

    content_object = models.ForeignKey("articles.Article", models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_articles")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="article_tag_once"
            )
        ]
