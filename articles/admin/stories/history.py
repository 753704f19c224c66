"""What was saved and what was published of a story, on one page, with restoring."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles import desk
from articles.admin.base import person_name, render_desk_page, sentences
from articles.admin.changes import diff_revisions
from articles.admin.fields import is_id
from articles.models import Article, Edition, Revision
from articles.permissions import may

from .lookup import address, latest_revision, story_or_404

MAX_ENTRIES = 200


def history(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Revisions and editions in one line of time, the newest first."""
    article = story_or_404(request, pk)
    revisions = article.revisions.select_related("actor")
    editions = article.editions.order_by("-number").select_related(
        "actor", "revision", "confirmation__actor", "closed_by__actor"
    )
    entries = [_revision_entry(article, revision) for revision in revisions[:MAX_ENTRIES]]
    entries += [_edition_entry(edition) for edition in editions[:MAX_ENTRIES]]
    entries.sort(key=lambda entry: (entry["at"], entry["order"]), reverse=True)
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/history.html",
        title=f"History: {article.headline}",
        article=article,
        entries=entries,
        may_restore=_may_restore(request, article),
        may_close=may(request.user, "close_editions", article),
    )


def revision(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One revision: what it changed, and what it said."""
    article = story_or_404(request, pk)
    shown = _revision_or_404(article, number)
    before = article.revisions.filter(number__lt=number).first()
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/revision.html",
        title=f"Revision {number}: {article.headline}",
        article=article,
        revision=shown,
        by=person_name(shown.actor),
        before=before,
        changes=diff_revisions(before, shown),
        may_restore=_may_restore(request, article) and number != article.version,
    )


def restore(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show what restoring changes in the desk copy, or do it."""
    article = story_or_404(request, pk)
    revision = _revision_or_404(article, number)
    if not _may_restore(request, article):
        messages.warning(request, "You may not edit this story, so you can't restore it.")
        return redirect(address("history", article))
    if request.method == "POST" and _restore(request, article, revision):
        return redirect(address("change", article))
    # Read again: the verb may have refused because the story has changed.
    article = story_or_404(request, pk)
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/restore.html",
        title=f"Restore revision {number}: {article.headline}",
        article=article,
        revision=revision,
        changes=diff_revisions(latest_revision(article), revision),
    )


def _restore(request: HttpRequest, article: Article, revision: Revision) -> bool:
    typed = request.POST.get("version", "")
    # What is no number is no version that anybody saw: the verb refuses it as stale.
    version = int(typed) if is_id(typed) else -1
    try:
        saved, missing = desk.restore(
            article,
            revision=revision,
            by=request.user,
            version=version,
        )
    except (desk.DeskError, ValidationError) as error:
        for sentence in sentences(error):
            messages.error(request, sentence)
        return False
    messages.success(request, f"Restored: the desk copy is revision {saved.number} now.")
    for sentence in missing:
        messages.warning(request, sentence)
    return True


def _may_restore(request: HttpRequest, article: Article) -> bool:
    return may(request.user, "edit", article) and not article.trashed_at


def _revision_or_404(article: Article, number: int) -> Revision:
    revision = article.revisions.filter(number=number).select_related("actor").first()
    if revision is None:
        raise Http404("Revision not found.")
    return revision


def _revision_entry(article: Article, revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision,
        "at": revision.at,
        # Of the same moment the edition stands above the revision that it froze.
        "order": (0, revision.number),
        "by": person_name(revision.actor),
        "approved": revision.pk == article.approved_id,
        "present": revision.number == article.version,
    }


def _edition_entry(edition: Edition) -> dict[str, Any]:
    # A cancelled edition has an empty period (docs/rules.md 3).
    cancelled = edition.live_until == edition.live_from
    has_begun = edition.live_from <= timezone.now()
    return {
        "edition": edition,
        "at": edition.created_at,
        "order": (1, edition.number),
        "by": person_name(edition.actor),
        "cancelled": cancelled,
        "confirmation": getattr(edition, "confirmation", None),
        "closed": getattr(edition, "closed_by", None),
        "closable": edition.has_text and has_begun and not cancelled,
    }
