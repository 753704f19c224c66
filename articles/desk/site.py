"""Saving what readers see that is not a story, with its event (docs/rules.md 17–22)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import (
    Author,
    FixedPage,
    FrontSlot,
    NavigationLink,
    Section,
    SiteSettings,
    Tag,
)
from articles.text.limits import too_long

from .errors import WrongState, allow
from .log import events
from .moments import refuse_past

ACTIONS = {
    Section: "manage_site",
    Author: "edit_taxonomy",
    Tag: "edit_taxonomy",
    FixedPage: "manage_site",
    SiteSettings: "manage_site",
    NavigationLink: "manage_site",
    FrontSlot: "front",
}


def save_site_object(obj: Any, *, by: Any, changes: dict[str, Any] | None = None) -> Any:
    """Save something of the site, new or changed; a changed slug is retired and redirects.

    Raises Django's ValidationError, field by field, for what can't be saved.
    """
    with transaction.atomic():
        allow(by, ACTIONS[type(obj)])
        if isinstance(obj, FrontSlot):
            # The front of any past minute is a query, and its answer stays what it was.
            if obj.pk:
                raise WrongState(
                    "A place of the front is ended and added again, not edited."
                )
            refuse_past(obj.since)
        before = type(obj).objects.filter(pk=obj.pk).first() if obj.pk else None
        for name, value in (changes or {}).items():
            setattr(obj, name, value)
        _refuse_long(obj)  # Before its own cleaning, which reads every text.
        obj.full_clean()
        _refuse_long(obj)  # Again: cleaned, an address is longer where it was not ASCII.
        obj.save()
        if before is not None and isinstance(obj, Section | Author | Tag):
            obj.aliases.filter(slug=obj.slug).delete()  # Taken back, it is the present one.
            if before.slug != obj.slug:
                obj.aliases.create(slug=before.slug)
        _log(obj, by=by)
        return obj


def remove_link(link: NavigationLink, *, by: Any) -> None:
    with transaction.atomic():
        allow(by, ACTIONS[NavigationLink])
        link.delete()
        events.log_event("remove_link", by=by, keys=["site"], at=timezone.now())


def end_slot(slot: FrontSlot, *, by: Any, at: datetime | None = None) -> FrontSlot:
    with transaction.atomic():
        allow(by, "front")
        # One that has not begun ends as it begins: it never stood there.
        slot.until = max(at or timezone.now(), slot.since)
        refuse_past(slot.until)
        slot.save(update_fields=["until"])
        events.log_event(
            "end_slot", by=by, keys=["front"], at=slot.until, article=slot.article
        )
        return slot


def _refuse_long(obj: Any) -> None:
    typed = [field for field in obj._meta.concrete_fields if field.editable]
    texts = {field.name: getattr(obj, field.attname) for field in typed}
    if messages := too_long(type(obj), texts):
        raise ValidationError(messages)


def _log(obj: Any, *, by: Any) -> None:
    if isinstance(obj, FrontSlot):
        # What changes the front by time alone is an event of that moment (docs/rules.md 24).
        moments = {
            "add_slot": obj.since,
            "end_slot": obj.until,
            "photo_ends": obj.photo and obj.photo.ends_at,
        }
        for verb, moment in moments.items():
            if moment:
                events.log_event(
                    verb, by=by, keys=["front"], at=moment, article=obj.article
                )
        return
    keys = ["site"]
    if isinstance(obj, Section):
        # Every page prints the sections in its navigation.
        keys = [f"section:{obj.pk}", "site"]
    elif isinstance(obj, Author | Tag):
        keys = [f"{obj._meta.model_name}:{obj.pk}"]
    elif isinstance(obj, FixedPage):
        keys = [f"page:{obj.slug}"]
    events.log_event("save_site_object", by=by, keys=keys, at=timezone.now())
