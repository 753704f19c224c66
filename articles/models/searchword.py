from collections.abc import Iterable

from django.db import models


class SearchWordQuerySet(models.QuerySet):
    def like(self, word: str, limit: int) -> list[str]:
        """Return words that begin alike and are about as long: what a typing error leaves."""
        alike = self.filter(
            word__startswith=word[:1], length__gte=len(word) - 1, length__lte=len(word) + 1
        )
        return list(alike.values_list("word", flat=True)[:limit])

    def keep(self, words: Iterable[str]) -> None:
        rows = [SearchWord(word=word, length=len(word)) for word in sorted(set(words))]
        self.bulk_create(rows, ignore_conflicts=True)


class SearchWord(models.Model):
    """A folded word that some edition has. What readers are offered is looked up through `live`."""

    word = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveSmallIntegerField()

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["length", "word"], name="search_word_length")]

    def __str__(self) -> str:
        return self.word
