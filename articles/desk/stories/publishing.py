"""Publishing, refiling, updating, correcting and cancelling (docs/rules.md 1–9)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk import notices
from articles.desk.errors import (
    Embargoed,
    NotApproved,
    NotReady,
    WrongState,
    allow,
    refuse_long,
)
from articles.desk.log import events
from articles.desk.moments import refuse_past
from articles.enums import Kind, NoticeKind
from articles.models import Article, Edition, Revision
from articles.text.dates import newsroom_time

from . import lifecycle
from .checks import refuse_unready
from .lifecycle import lock
from .snapshot import index_of


def publish(
    article: Article, *, revision: Revision, by: Any, at: datetime | None = None
) -> Edition:
    """Make an approved revision public, now or at a later moment, the first time or again.

    Ends a hold or brings back a withdrawn story for a chief. The edition's `displaced` is the
    waiting edition that this cancelled, or None. `at` in the past is for import and demo only: in
    a request it is refused (`moments.py`).
    """
    with transaction.atomic():
        lock(article)
        allow(by, "publish", article)
        now_stands = lifecycle.standing(article)
        # Over a hold or a withdrawal only a chief publishes (docs/rules.md 6).
        if now_stands and not now_stands.has_text:
            allow(by, "republish", article)
        kind = Kind.UPDATE if lifecycle.last_with_text(article) else Kind.FIRST
        return _issue(article, kind=kind, revision=revision, by=by, at=at)


def refile(
    article: Article, *, revision: Revision, by: Any, at: datetime | None = None
) -> Edition:
    """Mend a slip that changes no meaning: new words, nothing else moves."""
    return _again(article, kind=Kind.REFILE, revision=revision, by=by, at=at)


def update(
    article: Article,
    *,
    revision: Revision,
    by: Any,
    at: datetime | None = None,
    note: str = "",
) -> Edition:
    """Say that the news moved on: readers see "Updated"."""
    return _again(article, kind=Kind.UPDATE, revision=revision, by=by, at=at, note=note)


def correct(
    article: Article,
    *,
    revision: Revision,
    by: Any,
    what: str,
    where: str = "",
    at: datetime | None = None,
) -> Edition:
    """Mend a fact that was wrong; `what` it was is printed with the story."""
    if not what.strip():
        raise NotReady("Say what was wrong: readers see this note with the correction.")
    return _again(
        article,
        kind=Kind.CORRECTION,
        revision=revision,
        by=by,
        at=at,
        note=what,
        where=where,
    )


def cancel(article: Article, *, by: Any) -> Edition:
    """Cancel what is scheduled; its approval stays."""
    with transaction.atomic():
        lock(article)
        allow(by, "publish", article)
        edition = lifecycle.cancel_waiting(article, by=by)
        if edition is None:
            raise WrongState("Nothing of this story is scheduled.")
        return edition


def _again(
    article: Article, *, by: Any, note: str = "", where: str = "", **issue: Any
) -> Edition:
    refuse_long(Edition, note=note, note_location=where)
    with transaction.atomic():
        lock(article)
        allow(by, "publish", article)
        if not lifecycle.is_live(article):
            raise WrongState(
                "This story is not live, so there is nothing to change for readers."
            )
        return _issue(
            article, by=by, note=note.strip(), note_location=where.strip(), **issue
        )


def _issue(
    article: Article,
    *,
    kind: str,
    revision: Revision,
    by: Any,
    at: datetime | None,
    **notes: str,
) -> Edition:
    moment = at or timezone.now()
    _refuse_revision(article, revision, is_first=kind == Kind.FIRST)
    _refuse_moment(article, revision, at=at, moment=moment, note=notes.get("note", ""))
    # First: the new edition follows what stands, which cancelling makes open-ended again.
    displaced = lifecycle.cancel_waiting(article, by=by)
    edition = lifecycle.begin(
        article,
        kind=kind,
        content=revision.story,
        at=moment,
        revision=revision,
        actor=by,
        **notes,
        **index_of(revision.story),
    )
    keys = events.keys_of(edition) | ({"corrections"} if kind == Kind.CORRECTION else set())
    events.log_event(kind, by=by, keys=keys, at=moment, article=article, edition=edition)
    when = f"From {newsroom_time(moment)}." if at else ""
    notices.notify([article.owner], NoticeKind.PUBLISHED, article, by=by, note=when)
    edition.displaced = displaced
    return edition


def _refuse_revision(article: Article, revision: Revision, *, is_first: bool) -> None:
    approved, content = article.approved, revision.story
    if revision.article_id != article.pk or approved is None or article.trashed_at:
        raise NotApproved("This revision has not been approved.")
    # By digest, not by number: the same text saved again is what was approved (docs/rules.md 8).
    if approved.digest != revision.digest:
        raise NotApproved(
            f"Revision {approved.number} was approved, not revision {revision.number}."
        )
    if not content["section"]:
        raise NotReady("Choose a section first.")
    if not content["headline"] or not content["body"]:
        raise NotReady("A story needs a headline and a text.")
    # A closed section keeps its stories, so these may still change (docs/rules.md 18).
    section = article.section
    if is_first and section and not section.active:
        raise NotReady(f"{section} is closed and takes no new stories.")


def _refuse_moment(
    article: Article,
    revision: Revision,
    *,
    at: datetime | None,
    moment: datetime,
    note: str,
) -> None:
    stands, waits = lifecycle.standing(article), lifecycle.waiting(article)
    # A double click, or two people at once, yield one edition. The same text may be published
    # once more with another note: the note is what changes.
    if stands and stands.digest == revision.digest and note in ("", stands.note):
        raise WrongState("This text is already published.")
    if waits and waits.digest == revision.digest and at == waits.live_from:
        raise WrongState("This is scheduled for that moment already.")
    refuse_past(moment)
    if article.embargo_until and moment < article.embargo_until:
        raise Embargoed(f"Under embargo until {newsroom_time(article.embargo_until)}.")
    refuse_unready(article, revision.story, moment)
