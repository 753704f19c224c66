import uuid

from django.db import models
from django.db.models import Q

from articles.languages import Language


class TranslationQuerySet(models.QuerySet):
    def of(self, *articles: int) -> "TranslationQuerySet":
        """The sets in which these stories are, whole: the stories themselves and the others."""
        return self.filter(
            group__in=Translation.objects.filter(article__in=articles).values("group")
        )


class Translation(models.Model):
    """That a story is one of those that say the same in several languages.

    Data of its own, beside desk copy and edition: what readers are told of it is asked of the
    editions, at the moment at which they ask. Rows of one `group` translate one another.
    """

    article = models.OneToOneField(
        "articles.Article", models.PROTECT, related_name="translation", primary_key=True
    )
    group = models.UUIDField(default=uuid.uuid4)
    language = models.CharField(max_length=2, choices=Language)
    is_original = models.BooleanField(
        default=False,
        help_text="The others were made from it; where nobody knows, there is none.",
    )

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "language"], name="translation_language_once"
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(is_original=True),
                name="translation_one_original",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.article_id}"
