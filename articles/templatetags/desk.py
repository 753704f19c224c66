"""What the desk opens on: what needs this person now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from articles import desk, permissions
from articles.enums import Kind, State
from articles.models import Article, Edition, EditionPhoto, Photo
from articles.text import dates

register = template.Library()
MAX_ROWS = 10
EXPIRING_WITHIN = timedelta(days=7)


@register.filter
def newsroom_time(moment: datetime | None) -> str:
    return dates.newsroom_time(moment) if moment else ""


@register.simple_tag
def unread_notices(person: Any) -> int:
    """Return how many notices this person has not read; strangers have none."""
    return person.notices.unread().count() if person.is_authenticated else 0


# Stories


@register.simple_tag
def desk_lists(person: Any) -> list[dict[str, Any]]:
    """Return the lists of the desk: title, stories, and the address that shows them all."""
    now = timezone.now()
    stories = permissions.visible(person, "read", Article.objects.filter(trashed_at=None))
    stories = stories.select_related("section", "owner").order_by("-changed_at")
    lists = []
    if permissions.may(person, "edit"):
        drafts = stories.filter(owner=person, state=State.WRITING)
        lists.append(_list("My drafts", drafts, _stories_url("state=writing&whose=mine")))

    submitted = stories.filter(state=State.SUBMITTED).order_by("submitted_at", "pk")
    review_url = _stories_url("state=submitted")
    if permissions.may(person, "review"):
        review_url = reverse("admin:articles_article_review")
    lists.append(_list("To review", submitted, review_url))

    waiting = Edition.objects.waiting(now)
    scheduled = stories.filter(pk__in=waiting.values("article"))
    lists.append(_list("Scheduled", scheduled, _stories_url("public=scheduled")))

    held = Edition.objects.current(now).filter(kind=Kind.HOLD, withdrawal_requested=True)
    requested = stories.filter(pk__in=held.values("article"))
    url = _stories_url("public=withdrawal_requested")
    lists.append(_list("Withdrawal requested", requested, url))

    if permissions.may(person, "confirm_withdrawal"):
        unconfirmed = _withdrawals_to_confirm(now)
        url = _stories_url("public=unconfirmed")
        lists.append(_list("Withdrawals to confirm", unconfirmed, url))
    return lists


def _list(title: str, stories: QuerySet | list, address: str) -> dict[str, Any]:
    return {"title": title, "stories": stories[:MAX_ROWS], "address": address}


def _stories_url(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"


def _withdrawals_to_confirm(now: datetime) -> list[Article]:
    """Stories whose withdrawal waits for its second person, each with the moment it is due."""
    stories = []
    for edition in desk.unconfirmed_withdrawals(now)[:MAX_ROWS]:
        story = edition.article
        story.due = edition.live_from + desk.CONFIRM_WITHIN
        story.late = story.due < now
        stories.append(story)
    return stories


# Photos


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
    ending = Photo.objects.ending(now, now + EXPIRING_WITHIN)
    readable = permissions.visible(person, "read", Article.objects.all())
    live = Edition.objects.live(now).filter(article__in=readable)
    rows = EditionPhoto.objects.filter(edition__in=live, photo__in=ending)
    # An edition's content is its whole text: only its story's headline is shown here.
    rows = rows.select_related("photo", "edition__article").defer("edition__content")
    rows = rows.order_by("photo__ends_at")[:MAX_ROWS]
    return [Loss(row.edition.article, row.photo) for row in rows]
