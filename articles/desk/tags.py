"""Merging tags (docs/rules.md 19)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import EditionTag, Tag, TaggedArticle

from .errors import WrongState, allow
from .log import events, key_changes


def merge_tags(tag: Tag, *, into: Tag, by: Any) -> Tag:
    """Merge a tag into another: rows re-pointed, its address redirects, printed names stay."""
    with transaction.atomic():
        allow(by, "merge_taxonomy")
        if tag.pk == into.pk:
            raise WrongState("A tag can't be merged into itself.")
        keys = [f"tag:{tag.pk}", f"tag:{into.pk}"]
        _repoint(EditionTag.objects.filter(tag=tag), into, "edition")
        _repoint(TaggedArticle.objects.filter(tag=tag), into, "content_object")
        # Retired addresses redirect in one hop (docs/rules.md 17).
        tag.aliases.update(target=into)
        # Revisions name tags by id, and deleting forgets it: restoring asks the alias.
        slug, pk = tag.slug, tag.pk
        tag.delete()
        into.aliases.create(slug=slug, retired_id=pk)
        key_changes.merge(*keys)
        events.log_event(
            "merge_tags", by=by, keys=keys, at=timezone.now(), note=f"{slug} → {into}"
        )
        return into


def _repoint(rows: Any, into: Tag, owner: str) -> None:
    """Where both tags are present one row is left."""
    both = rows.model.objects.filter(tag=into).values(owner)
    rows.filter(**{f"{owner}__in": both}).delete()
    rows.update(tag=into)
