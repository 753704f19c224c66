"""What the photo desk should know before it happens."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone

from articles import permissions
from articles.models import Article, Edition, EditionPhoto, Photo

register = template.Library()
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
