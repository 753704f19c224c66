"""Finding one story for a page of the desk, and what the pages say about it."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from articles import permissions
from articles.models import Article, Edition

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
