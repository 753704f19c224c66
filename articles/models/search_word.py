from collections.abc import Iterable

from django.db import models
from django.db.models import Q


class SearchWordQuerySet(models.QuerySet):
    def like(self, word: str) -> list[str]:
        """Return words that a typing error leaves: about as long, with the same first letter and
        one end the same.

        All of them, for a limit would let words that are not public push out others.
        """
        similar = self.filter(
            Q(word__startswith=word[:2]) | Q(word__endswith=word[-2:]),
            word__startswith=word[:1],
            length__range=(len(word) - 1, len(word) + 1),
        )
        return list(similar.values_list("word", flat=True))

    def add_words(self, words: Iterable[str]) -> None:
        rows = [SearchWord(word=word, length=len(word)) for word in sorted(set(words))]
        self.bulk_create(rows, ignore_conflicts=True)


class SearchWord(models.Model):
    """A folded word that some edition has, public or not: readers are offered only those that a
    live one has, which the index knows."""

    word = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveSmallIntegerField()

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["length", "word"], name="search_word_length")]

    def __str__(self) -> str:
        return self.word
