"""Finding one story for a page of the desk, and what the pages say about it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from articles import permissions
from articles.models import Article, ArticleByline, Edition, TaggedArticle

from .status import with_status


def story_or_404(request: HttpRequest, pk: Any) -> Article:
    """Return a story that this person may read; others are not there and not named."""
    number = str(pk)
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404("Story not found.")
    stories = permissions.visible(request.user, "read", Article.objects.all())
    story = with_status(stories.select_related("section", "owner", "approved")).filter(pk=number)
    if (found := story.first()) is None:
        raise Http404("Story not found.")
    return found


def address(name: str, article: Article, *args: Any) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def latest_revision(article: Article) -> Any:
    return article.revisions.filter(number=article.version).first()


def standing(article: Article) -> Edition | None:
    return Edition.objects.current().filter(article=article).select_related("section").first()


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
