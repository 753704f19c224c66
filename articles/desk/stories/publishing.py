"""Publishing, refiling, updating, correcting and cancelling (docs/rules.md 1–9)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk import notices
from articles.desk.errors import Embargoed, NotApproved, NotReady, WrongState, allow, refuse_long
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
        if now_stands and not now_stands.has_text:
            allow(by, "republish", article)
        kind = Kind.UPDATE if lifecycle.last_with_text(article) else Kind.FIRST
        return _issue(article, kind=kind, revision=revision, by=by, at=at)


def refile(article: Article, *, revision: Revision, by: Any, at: datetime | None = None) -> Edition:
    """Mend a slip that changes no meaning: new words, nothing else moves."""
    return _again(article, kind=Kind.REFILE, revision=revision, by=by, at=at)


def update(
    article: Article, *, revision: Revision, by: Any, at: datetime | None = None, note: str = ""
) -> Edition:
    """Say that the news moved on: readers see "Updated"."""
    return _again(article, kind=Kind.UPDATE, revision=revision, by=by, at=at, what=note)


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
        article, kind=Kind.CORRECTION, revision=revision, by=by, at=at, what=what, where=where
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


def _again(article: Article, *, by: Any, **issue: Any) -> Edition:
    refuse_long(Edition, note=issue.get("what", ""), note_location=issue.get("where", ""))
    with transaction.atomic():
        lock(article)
        allow(by, "publish", article)
        if not lifecycle.is_live(article):
            raise WrongState("This story is not live, so there is nothing to change for readers.")
        return _issue(article, by=by, **issue)


def _issue(
    article: Article,
    *,
    kind: str,
    revision: Revision,
    by: Any,
    at: datetime | None,
    what: str = "",
    where: str = "",
) -> Edition:
    moment = at or timezone.now()
    _refuse_unapproved(article, revision)
    _refuse_incomplete(article, revision, new=kind == Kind.FIRST)
    _refuse_repetition(article, revision, what=what.strip(), at=at)
    refuse_past(moment)
    if article.embargo_until and moment < article.embargo_until:
        raise Embargoed(f"Under embargo until {newsroom_time(article.embargo_until)}.")
    refuse_unready(article, revision.story, moment)
    displaced = lifecycle.cancel_waiting(article, by=by)
    edition = lifecycle.begin(
        article,
        kind=kind,
        content=revision.story,
        at=moment,
        revision=revision,
        actor=by,
        note=what.strip(),
        note_location=where.strip(),
        **index_of(revision.story),
    )
    keys = events.keys_of(edition)
    if kind == Kind.CORRECTION:
        keys.add("corrections")
    events.log_event(kind, by=by, keys=keys, at=moment, article=article, edition=edition)
    when = "" if at is None else f"From {newsroom_time(moment)}."
    notices.notify([article.owner], NoticeKind.PUBLISHED, article, by=by, note=when)
    edition.displaced = displaced
    return edition


def _refuse_unapproved(article: Article, revision: Revision) -> None:
    """What was approved is what becomes public: equality of digests, of this story."""
    approved = article.approved
    if revision.article_id != article.pk or approved is None or article.trashed_at:
        raise NotApproved("This revision has not been approved.")
    if approved.digest != revision.digest:
        raise NotApproved(
            f"Revision {approved.number} was approved, not revision {revision.number}."
        )


def _refuse_incomplete(article: Article, revision: Revision, *, new: bool) -> None:
    story = revision.story
    if not story["section"]:
        raise NotReady("Choose a section first.")
    if not story["headline"] or not story["body"]:
        raise NotReady("A story needs a headline and a text.")
    section = article.section
    if new and section and not section.active:
        raise NotReady(f"{section} is closed and takes no new stories.")


def _refuse_repetition(
    article: Article, revision: Revision, *, what: str, at: datetime | None
) -> None:
    """A double click, or two people at once, yield one edition."""
    stands, waits = lifecycle.standing(article), lifecycle.waiting(article)
    # The same text may be published once more with another note: the note is what changes.
    if stands and stands.digest == revision.digest and what in ("", stands.note):
        raise WrongState("This text is already published.")
    if waits and waits.digest == revision.digest and at == waits.live_from:
        raise WrongState("This is scheduled for that moment already.")
