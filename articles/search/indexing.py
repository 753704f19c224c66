"""The words of editions in the search index, written in the transaction that publishes them.

Only what is live is found when it is asked, so that a scheduled story is found from its minute on
and a withdrawn one at once no more (articles/search/results.py).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.enums import KINDS_WITH_TEXT
from articles.models import Edition, SearchWord
from articles.models.canonical import title_of
from articles.search import Texts, engine, sort_key, tokens
from articles.text.body import plain

SHORTEST_OFFERED, LONGEST_OFFERED = 4, 40
BATCH = 200


def reindex(progress: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> int:
    """Rebuild the index from the editions that stand or wait, and return how many there are.

    Between two batches editors publish as ever; readers find the more, the further it is.
    """
    engine().clear()
    SearchWord.objects.all().delete()
    count = 0
    for batch in progress(_batches()):
        with transaction.atomic():
            index_editions(batch)
        count += len(batch)
    return count


def texts_of(content: dict[str, Any]) -> Texts:
    """Return what is searched of a frozen story, and the keys that filters ask for."""
    section, bylines, tags = content["section"], content["bylines"], content["tags"]
    names = [entry["name"] for entry in [*bylines, *tags, section]]
    texts = [title_of(content), content["standfirst"], *names, plain(content["body"])]
    return Texts(
        words="\n".join(texts),
        keys=(
            f"section-{section['id']}",
            *(f"author-{entry['id']}" for entry in bylines),
            *(f"tag-{entry['id']}" for entry in tags),
        ),
    )


def index_editions(editions: Iterable[Edition]) -> None:
    """Store the words of those editions that have text, and the words for typing errors."""
    documents = [
        (sort_key(edition.first_published, edition.pk), texts_of(edition.content))
        for edition in editions
        if edition.has_text
    ]
    engine().put(documents)
    SearchWord.objects.add_words(
        word
        for _, texts in documents
        for word in tokens(texts.words)
        if SHORTEST_OFFERED <= len(word) <= LONGEST_OFFERED and not word.isdigit()
    )


def indexable() -> QuerySet:
    """The editions whose words can be found, now or from their minute on."""
    return Edition.objects.not_ended().filter(kind__in=KINDS_WITH_TEXT)


def _batches() -> Iterator[list[Edition]]:
    last = 0
    editions = indexable().order_by("pk")
    columns = ("pk", "kind", "first_published", "content")
    while batch := list(editions.filter(pk__gt=last).only(*columns)[:BATCH]):
        yield batch
        last = batch[-1].pk
