"""Finding stories for the pages of the desk, and one story's revision and edition."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from articles import permissions
from articles.admin.fields import is_id
from articles.models import Article, ArticleByline, Edition, TaggedArticle

from .status import with_status

# A condition for each word: a pasted page would be too deep for the database.
MAX_WORDS = 10


def with_words(stories: QuerySet, query: str) -> QuerySet:
    """Filter stories by every word, wherever it stands."""
    for word in query.split()[:MAX_WORDS]:
        # Subqueries, not joins: these would repeat a story for each byline and tag.
        bylines = ArticleByline.objects.filter(author__name__icontains=word)
        tagged = TaggedArticle.objects.filter(tag__name__icontains=word)
        stories = stories.filter(
            Q(headline__icontains=word)
            | Q(standfirst__icontains=word)
            | Q(body__icontains=word)
            | Q(pk__in=bylines.values("article"))
            | Q(pk__in=tagged.values("content_object"))
        )
    return stories


def story_or_404(request: HttpRequest, pk: Any) -> Article:
    """Return a story that this person may read; others are not there and not named."""
    story = None
    if is_id(str(pk)):
        stories = permissions.visible(request.user, "read", Article.objects.all())
        stories = with_status(stories.select_related("section", "owner", "approved"))
        story = stories.filter(pk=pk).first()
    if story is None:
        raise Http404("Story not found.")
    return story


def latest_revision(article: Article) -> Any:
    return article.revisions.filter(number=article.version).first()


def standing(article: Article) -> Edition | None:
    return (
        Edition.objects.current().filter(article=article).select_related("section").first()
    )


def address(name: str, article: Article, *args: Any) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])
