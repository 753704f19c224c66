"""What happens to a desk copy between writing and publishing."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import permissions
from articles.desk import notices
from articles.desk.errors import NotAllowed, NotReady, WrongState, allow, refuse_long
from articles.enums import NoticeKind, State
from articles.models import Article, Revision
from articles.permissions import may

from . import lifecycle
from .lifecycle import lock, refuse_trashed
from .translations import leave


def submit(article: Article, *, revision: Revision, by: Any, note: str = "") -> Article:
    """Hand a revision to the editors for review."""
    refuse_long(Article, review_note=note)
    with transaction.atomic():
        lock(article)
        allow(by, "submit", article)
        _refuse_other(article, revision)
        if article.state != State.WRITING:
            raise WrongState("This story has been submitted already.")
        editors = permissions.holders("review", article)
        notices.notify(editors, NoticeKind.SUBMITTED, article, by=by, note=note)
        return _update(
            article, state=State.SUBMITTED, review_note=note, submitted_at=timezone.now()
        )


def send_back(article: Article, *, by: Any, reason: str) -> Article:
    """Return a story to its writer with what is to be done."""
    refuse_long(Article, review_note=reason)
    if not reason.strip():
        raise NotReady("Say what is to be done: the writer sees this reason.")
    with transaction.atomic():
        lock(article)
        allow(by, "review", article)
        if article.state == State.WRITING:
            raise WrongState("This story is being written and has not been submitted.")
        notices.notify([article.owner], NoticeKind.SENT_BACK, article, by=by, note=reason)
        return _update(article, state=State.WRITING, approved=None, review_note=reason)


def approve(article: Article, *, revision: Revision, by: Any) -> Article:
    """Approve one revision. It must be the present one: nobody approves what has changed."""
    with transaction.atomic():
        lock(article)
        allow(by, "review", article)
        _refuse_other(article, revision)
        if article.section and article.section.four_eyes:
            # What was public has been approved: only the saves since then count.
            published = lifecycle.last_with_text(article)
            since = published.revision.number if published and published.revision else 0
            saves = article.revisions.filter(number__gt=since)
            if not saves.exclude(actor=by).exists():
                raise NotAllowed(
                    f"{article.section} asks for four eyes: "
                    "someone else must approve your own text."
                )
        notices.notify([article.owner], NoticeKind.APPROVED, article, by=by)
        return _update(
            article, state=State.APPROVED, approved=revision, last_approved=revision
        )


def hand_over(article: Article, *, to: Any, by: Any) -> Article:
    with transaction.atomic():
        lock(article)
        allow(by, "hand_over", article)
        if not may(to, "edit"):
            raise NotReady("This person does not write stories.")
        notices.notify([to], NoticeKind.HANDED_OVER, article, by=by)
        return _update(article, owner=to)


def trash(article: Article, *, by: Any) -> Article:
    """Put a story that was never public into the trash."""
    with transaction.atomic():
        lock(article)
        allow(by, "edit", article)
        if lifecycle.waiting(article) or lifecycle.standing(article):
            raise WrongState("What is public is withdrawn and what is scheduled cancelled.")
        leave(article)  # Its language is free for another translation.
        return _update(article, trashed_at=timezone.now())


def restore_from_trash(article: Article, *, by: Any) -> Article:
    with transaction.atomic():
        lock(article)
        allow(by, "edit", article)
        return _update(article, trashed_at=None)


def _refuse_other(article: Article, revision: Revision) -> None:
    refuse_trashed(article)
    if revision.article_id != article.pk or revision.number != article.version:
        raise WrongState("The story has changed since you opened it: read it again.")


def _update(article: Article, **values: Any) -> Article:
    for name, value in values.items():
        setattr(article, name, value)
    article.save(update_fields=list(values))
    return article
