"""What waits for an editor: submitted stories, the oldest first, with what changed in each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from articles import permissions
from articles.admin.base import person_name, render_desk_page
from articles.admin.changes import diff_revisions
from articles.enums import State
from articles.models import Article, Revision

PAGE = 20


def waiting(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The review list: who submitted what when, the note, the diff, and the next step."""
    if not permissions.may(request.user, "review"):
        raise PermissionDenied
    stories = permissions.visible(request.user, "review", Article.objects.all())
    stories = stories.filter(state=State.SUBMITTED, trashed_at=None)
    stories = stories.select_related("section", "owner", "last_approved")
    pages = Paginator(stories.order_by("submitted_at", "pk"), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    newest = _newest_revisions(list(shown))
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/review.html",
        title="To review",
        shown=shown,
        entries=[_entry(story, newest[story.pk]) for story in shown],
    )


def _newest_revisions(stories: Any) -> dict[int, Revision]:
    """The present revision of each story, by story, in one query."""
    revisions = Revision.objects.filter(article__in=stories, number=F("article__version"))
    return {revision.article_id: revision for revision in revisions.select_related("actor")}


def _entry(story: Article, revision: Revision) -> dict[str, Any]:
    return {
        "story": story,
        "revision": revision,
        "owner": person_name(story.owner),
        "saved_by": person_name(revision.actor),
        "since": story.last_approved,
        "changes": diff_revisions(story.last_approved, revision),
    }
