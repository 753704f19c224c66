"""What the desk opens on: what needs this person now."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from articles import permissions
from articles.enums import Kind, State
from articles.models import Article, Edition
from articles.text.dates import house_time

register = template.Library()
LONGEST = 10


@register.filter
def in_house_time(moment: datetime) -> str:
    return house_time(moment) if moment else ""


@register.simple_tag
def desk_lists(person: Any) -> list[dict[str, Any]]:
    """Return the lists of the desk: title, stories, and the filter that shows them all."""
    now = timezone.now()
    seen = permissions.visible(person, "read", Article.objects.filter(discarded_at=None))
    seen = seen.select_related("section", "owner").order_by("-changed_at")
    waits = Edition.objects.waiting(now)
    asked = Edition.objects.current(now).filter(kind=Kind.HOLD, withdrawal_asked=True)
    lists = [
        ("My drafts", seen.filter(owner=person, state=State.WRITING), "state=writing&whose=mine"),
        ("Waiting for review", seen.filter(state=State.SUBMITTED), "state=submitted"),
        ("Scheduled", seen.filter(pk__in=waits.values("article")), "public=scheduled"),
        ("Withdrawal asked", seen.filter(pk__in=asked.values("article")), "public=asked"),
    ]
    if not permissions.may(person, "edit"):
        lists = lists[1:]
    return [
        {"title": title, "stories": stories[:LONGEST], "query": query}
        for title, stories, query in lists
    ]
