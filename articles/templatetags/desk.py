"""What the desk opens on: what needs this person now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from articles import desk, permissions
from articles.enums import Kind, State
from articles.models import Article, Edition, EditionPhoto, Photo
from articles.text.dates import newsroom_time

register = template.Library()
LONGEST = 10


@register.filter
def in_house_time(moment: datetime) -> str:
    return newsroom_time(moment) if moment else ""


@register.simple_tag
def unread_notices(person: Any) -> int:
    """Return how many notices this person has not read; strangers have none."""
    return person.notices.unread().count() if person.is_authenticated else 0


@register.simple_tag
def desk_lists(person: Any) -> list[dict[str, Any]]:
    """Return the lists of the desk: title, stories, and the address that shows them all."""
    now = timezone.now()
    seen = permissions.visible(person, "read", Article.objects.filter(trashed_at=None))
    seen = seen.select_related("section", "owner").order_by("-changed_at")
    stories = reverse("admin:articles_article_changelist")
    lists = [_waiting_for_review(person, seen, stories)]
    waits = Edition.objects.waiting(now)
    asked = Edition.objects.current(now).filter(kind=Kind.HOLD, withdrawal_requested=True)
    if permissions.may(person, "edit"):
        drafts = seen.filter(owner=person, state=State.WRITING)
        lists.insert(0, _list("My drafts", drafts, f"{stories}?state=writing&whose=mine"))
    scheduled = seen.filter(pk__in=waits.values("article"))
    lists.append(_list("Scheduled", scheduled, f"{stories}?public=scheduled"))
    wanted = seen.filter(pk__in=asked.values("article"))
    lists.append(_list("Withdrawal requested", wanted, f"{stories}?public=asked"))
    if permissions.may(person, "confirm_withdrawal"):
        lists.append(_to_confirm(person, now))
    return lists


def _waiting_for_review(person: Any, seen: Any, stories: str) -> dict[str, Any]:
    submitted = seen.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")
    reviews = permissions.may(person, "review")
    address = reverse("admin:articles_article_review") if reviews else f"{stories}?state=submitted"
    return _list("To review", submitted, address)


def _to_confirm(person: Any, now: datetime) -> dict[str, Any]:
    """Withdrawals without their second person, with the moment by which one is due."""
    withdrawn = desk.unconfirmed_withdrawals(now)[:LONGEST]
    for edition in withdrawn:
        edition.article.due = edition.live_from + desk.CONFIRM_WITHIN
        edition.article.late = edition.article.due < now
    shown = [edition.article for edition in withdrawn]
    address = reverse("admin:articles_article_changelist") + "?public=unconfirmed"
    return {"title": "Withdrawals to confirm", "stories": shown, "address": address}


def _list(title: str, stories: Any, address: str) -> dict[str, Any]:
    return {"title": title, "stories": stories[:LONGEST], "address": address}


AHEAD = timedelta(days=7)
LONGEST = 10


@dataclass(frozen=True)
class Loss:
    """That a live story will lose a photo."""

    story: Article
    photo: Photo


@register.simple_tag
def photos_ending(person: Any) -> list[Loss] | None:
    """Return which live stories lose a photo within a week, the first first; None: not told."""
    if not permissions.may(person, "edit_photo"):
        return None
    now = timezone.now()
    ending = Photo.objects.ending(now, now + AHEAD)
    seen = permissions.visible(person, "read", Article.objects.all())
    rows = EditionPhoto.objects.filter(
        edition__in=Edition.objects.live(now).filter(article__in=seen), photo__in=ending
    )
    rows = rows.select_related("photo", "edition__article").defer("edition__content")
    return [
        Loss(row.edition.article, row.photo) for row in rows.order_by("photo__ends_at")[:LONGEST]
    ]
