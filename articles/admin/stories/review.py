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

PAGE_SIZE = 20


def waiting(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The review list: who submitted what when, the note, the diff, and the next step."""
    if not permissions.may(request.user, "review"):
        raise PermissionDenied
    stories = permissions.visible(request.user, "review", Article.objects.all())
    # The trash keeps the state that a story had.
    stories = stories.filter(state=State.SUBMITTED, trashed_at=None)
    stories = stories.select_related("section", "owner", "last_approved")
    paginator = Paginator(stories.order_by("submitted_at", "pk"), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    # The present revision of each story, in one query.
    revisions = Revision.objects.filter(
        article__in=list(page), number=F("article__version")
    )
    present = {
        revision.article_id: revision for revision in revisions.select_related("actor")
    }
    entries = [
        {
            "story": story,
            "owner": person_name(story.owner),
            "saved_by": person_name(present[story.pk].actor),
            "since": story.last_approved,
            "changes": diff_revisions(story.last_approved, present[story.pk]),
        }
        for story in page
    ]
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/review.html",
        title="To review",
        page=page,
        entries=entries,
    )
