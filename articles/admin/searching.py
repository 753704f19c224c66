"""Finding stories by words in any order."""

from django.db.models import Q, QuerySet

from articles.models import ArticleByline, TaggedArticle

MOST_WORDS = 10  # a condition for each: a pasted page would be too deep for the database


def with_words(stories: QuerySet, typed: str) -> QuerySet:
    """Narrow stories to those that carry every word, wherever it stands."""
    for word in typed.split()[:MOST_WORDS]:
        stories = stories.filter(_somewhere(word))
    return stories


def _somewhere(word: str) -> Q:
    bylines = ArticleByline.objects.filter(author__name__icontains=word)
    tagged = TaggedArticle.objects.filter(tag__name__icontains=word)
    return (
        Q(headline__icontains=word)
        | Q(standfirst__icontains=word)
        | Q(body__icontains=word)
        | Q(pk__in=bylines.values("article"))
        | Q(pk__in=tagged.values("content_object"))
    )
