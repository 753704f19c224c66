"""The second person behind a withdrawal (docs/rules.md 27)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles import permissions
from articles.desk import notices
from articles.desk.errors import NotAllowed, WrongState, allow
from articles.enums import Kind, NoticeKind
from articles.models import Article, Confirmation, Edition, Notice
from articles.permissions import may
from articles.signals import audit

from . import lifecycle
from .lifecycle import lock

REMIND_EVERY = timedelta(hours=4)


def confirm_withdrawal(article: Article, *, by: Any) -> Confirmation:
    """Stand behind somebody else's withdrawal."""
    with transaction.atomic():
        lock(article)
        allow(by, "confirm_withdrawal", article)
        stands = lifecycle.standing(article)
        if stands is None or not stands.is_withdrawn or hasattr(stands, "confirmation"):
            raise WrongState("No withdrawal of this story waits to be confirmed.")
        if stands.actor_id == by.pk:
            raise NotAllowed(
                "You withdrew this story yourself: someone else must confirm it."
            )
        notices.notify([stands.actor, article.owner], NoticeKind.CONFIRMED, article, by=by)
        audit("confirmed", by=by, about=article)
        return Confirmation.objects.create(edition=stands, actor=by)


def may_confirm(stands: Edition, person: Any) -> bool:
    """Tell whether this person can be the second one behind what stands."""
    return (
        stands.is_withdrawn
        and stands.actor_id != person.pk
        and may(person, "confirm_withdrawal", stands.article)
        and not hasattr(stands, "confirmation")
    )


def unconfirmed_withdrawals(at: datetime | None = None) -> QuerySet[Edition]:
    """Return the withdrawals that wait for their second person, the oldest first."""
    withdrawn = Edition.objects.current(at or timezone.now()).filter(kind=Kind.WITHDRAWAL)
    # `overwrites` is true of each withdrawal; naming it lets the small partial index serve.
    withdrawn = withdrawn.filter(overwrites=True, confirmation=None)
    return withdrawn.select_related("article", "actor").order_by("live_from")


def remind_confirmers(at: datetime | None = None) -> int:
    """Notify again who may confirm what still waits, and return how many withdrawals that are."""
    at = at or timezone.now()
    reminded = 0
    with transaction.atomic():
        for edition in unconfirmed_withdrawals(at):
            article = edition.article
            # The story may have been withdrawn before: its old notices are not of this one.
            earlier = Notice.objects.filter(
                article=article, kind=NoticeKind.TO_CONFIRM, at__gte=edition.live_from
            )
            newest = earlier.order_by("-at").values_list("at", flat=True).first()
            if (newest or edition.live_from) < at - REMIND_EVERY:
                people = permissions.holders("confirm_withdrawal", article)
                notices.notify(people, NoticeKind.TO_CONFIRM, article, by=edition.actor)
                reminded += 1
    return reminded
