"""Holding, releasing and withdrawing what is public (docs/rules.md 2, 5, 6, 36)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import permissions
from articles.desk import notices
from articles.desk.errors import NotAllowed, NotReady, WrongState, allow, refuse_long
from articles.desk.log import events
from articles.enums import STOPS, Kind, NoticeKind, Outcome
from articles.models import Article, Edition
from articles.permissions import may

from . import lifecycle, preview_links
from .lifecycle import lock
from .snapshot import index_of

_INDEX = "section_id language urgency breaking breaking_until".split()


def hold(article: Article, *, by: Any, reason: str = "") -> Edition:
    """Take a live story's text away, at once, while it is being checked."""
    refuse_long(Edition, note=reason)
    with transaction.atomic():
        lock(article)
        allow(by, "hold", article)
        if not lifecycle.is_live(article):
            raise WrongState("This story is not live, so it can't be put on hold.")
        people = [article.owner, *permissions.holders("release", article)]
        notices.notify(people, NoticeKind.HELD, article, by=by, note=reason)
        return _hold(article, by=by, reason=reason)


def request_withdrawal(article: Article, *, by: Any, reason: str) -> Edition:
    """Put a story on hold and on the chiefs' list of requested withdrawals."""
    refuse_long(Edition, note=reason)
    if not reason.strip():
        raise NotReady("Say why the story should be withdrawn.")
    with transaction.atomic():
        lock(article)
        allow(by, "request_withdrawal", article)
        stands = lifecycle.standing(article)
        if stands is None or stands.is_withdrawn or stands.withdrawal_requested:
            raise WrongState(
                "This story is not public, or its withdrawal has been requested."
            )
        chiefs = permissions.holders("withdraw", article)
        notices.notify(chiefs, NoticeKind.WITHDRAWAL_REQUESTED, article, by=by, note=reason)
        return _hold(article, by=by, reason=reason, withdrawal_requested=True)


def release(article: Article, *, by: Any) -> Edition:
    """Give readers the same text again: a chief, or who put the story on hold."""
    with transaction.atomic():
        lock(article)
        stands = lifecycle.standing(article)
        if stands is None or not stands.is_held:
            raise WrongState("This story is not on hold.")
        if not may_release(stands, by):
            raise NotAllowed(
                "Only a chief or the editor who put it on hold can release it."
            )
        last = lifecycle.last_with_text(article)
        return _replace(
            article,
            "release",
            kind=Kind.RELEASE,
            content=last.content,
            by=by,
            revision=last.revision,
            **index_of(last.content),
        )


def may_release(held: Edition, person: Any) -> bool:
    own = held.actor_id == person.pk and not held.withdrawal_requested
    return may(person, "release", held.article) or (
        own and may(person, "hold", held.article)
    )


def withdraw(
    article: Article,
    *,
    by: Any,
    outcome: str,
    reason: str = "",
    replaced_by: Article | None = None,
) -> Edition:
    """Withdraw a public story; readers get a notice, a neutral sentence or another story."""
    refuse_long(Edition, note=reason)
    with transaction.atomic():
        lock(article)
        allow(by, "withdraw", article)
        stands = lifecycle.standing(article)
        if stands is None or stands.is_withdrawn:
            raise WrongState("This story is not public, so there is nothing to withdraw.")
        _check_outcome(article, outcome, reason, replaced_by)
        chiefs = permissions.holders("confirm_withdrawal", article)
        notices.notify(chiefs, NoticeKind.TO_CONFIRM, article, by=by, note=reason)
        return _replace(
            article,
            "withdrawal",
            kind=Kind.WITHDRAWAL,
            content={},
            by=by,
            note=reason.strip(),
            outcome=outcome,
            replaced_by=replaced_by if outcome == Outcome.REPLACED_BY else None,
            slug="withdrawn",
            **{name: getattr(stands, name) for name in _INDEX},
        )


def _check_outcome(
    article: Article, outcome: str, reason: str, replaced_by: Article | None
) -> None:
    if outcome not in Outcome.values:
        raise NotReady("Choose what readers get in place of the story.")
    if outcome == Outcome.NOTICE and not reason.strip():
        raise NotReady("A notice says why: write the reason that readers will see.")
    if outcome == Outcome.REPLACED_BY and (
        replaced_by is None
        or replaced_by.pk == article.pk
        or not lifecycle.is_live(replaced_by)
    ):
        raise NotReady("Choose another story that is live to take its place.")


def _hold(article: Article, *, by: Any, reason: str, **fields: Any) -> Edition:
    stands = lifecycle.standing(article)
    # A request for withdrawal holds anew: readers still see since when it is held.
    since = stands.content["since"] if stands.is_held else timezone.now().isoformat()
    content = {
        "headline": stands.headline,
        "section": {"id": stands.section_id, "name": stands.section.name},
        "language": stands.language,
        "since": since,
    }
    return _replace(
        article,
        "hold",
        kind=Kind.HOLD,
        content=content,
        by=by,
        note=reason.strip(),
        headline=stands.headline,
        title=stands.title,
        slug=stands.slug,
        **{name: getattr(stands, name) for name in _INDEX},
        **fields,
    )


def _replace(article: Article, verb: str, *, by: Any, **fields: Any) -> Edition:
    """End what stands and what waits with an edition of now, and say so in the log."""
    now, stands = timezone.now(), lifecycle.standing(article)
    displaced = lifecycle.cancel_waiting(article, by=by)
    # Without rows of its own a hold would leave no stub in the feeds of its tags and authors.
    edition = lifecycle.begin(article, at=now, rows_from=stands, actor=by, **fields)
    keys = events.keys_of(edition) | {"corrections"}
    events.log_event(
        verb, by=by, keys=keys, at=now, article=article, edition=edition, note=edition.note
    )
    stops = fields["kind"] in STOPS
    edition.displaced = displaced
    edition.ended_links = preview_links.end_links(article, by=by, why=verb) if stops else []
    return edition
