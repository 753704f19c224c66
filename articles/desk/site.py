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


def save_site_object(thing: Any, *, by: Any, changes: dict[str, Any] | None = None) -> Any:
    """Save something of the house, new or changed; a changed slug is retired and redirects.

    Raises Django's ValidationError, field by field, for what can't be saved.
    """
    with transaction.atomic():
        allow(by, ACTIONS[type(thing)])
        if isinstance(thing, FrontSlot):
            _refuse_rewriting(thing)
        was = type(thing).objects.filter(pk=thing.pk).first() if thing.pk else None
        for name, value in (changes or {}).items():
            setattr(thing, name, value)
        _refuse_long(thing)
        thing.full_clean()
        _refuse_long(thing)  # Again: cleaned, an address is longer where it was not ASCII.
        thing.save()
        if was is not None and isinstance(thing, Section | Author | Tag):
            _retire(was.slug, thing)
        _record("save_site_object", thing, by=by)
        return thing


def _refuse_rewriting(slot: FrontSlot) -> None:
    """The front of any past minute is a query, and its answer stays what it was."""
    if slot.pk:
        raise WrongState("A place of the front is ended and added again, not edited.")
    refuse_past(slot.since)


def remove_link(thing: NavigationLink, *, by: Any) -> None:
    """Take a link out of the masthead."""
    with transaction.atomic():
        allow(by, ACTIONS[NavigationLink])
        thing.delete()
        events.record("remove_link", by=by, keys=["site"], at=timezone.now())


def end_slot(slot: FrontSlot, *, by: Any, at: datetime | None = None) -> FrontSlot:
    """End a place of the front, now or at a moment."""
    with transaction.atomic():
        allow(by, "front")
        slot.until = max(at or timezone.now(), slot.since)
        refuse_past(slot.until)
        slot.save(update_fields=["until"])
        events.record("end_slot", by=by, keys=["front"], at=slot.until, article=slot.article)
        return slot


def _refuse_long(thing: Any) -> None:
    """Asked before its own cleaning, which reads every text."""
    typed = [field for field in thing._meta.concrete_fields if field.editable]
    texts = {field.name: getattr(thing, field.attname) for field in typed}
    if said := too_long(type(thing), texts):
        raise ValidationError(said)


def _retire(old: str, thing: Any) -> None:
    thing.aliases.filter(slug=thing.slug).delete()
    if old != thing.slug:
        thing.aliases.create(slug=old)


def _record(verb: str, thing: Any, *, by: Any) -> None:
    if isinstance(thing, FrontSlot):
        events.record("add_slot", by=by, keys=["front"], at=thing.since, article=thing.article)
        ends = {"end_slot": thing.until, "photo_ends": thing.photo and thing.photo.ends_at}
        for end, moment in ends.items():
            if moment:
                events.record(end, by=by, keys=["front"], at=moment, article=thing.article)
        return
    events.record(verb, by=by, keys=_keys(thing), at=timezone.now())


def _keys(thing: Any) -> list[str]:
    if isinstance(thing, Section):
        return [f"section:{thing.pk}", "site"]
    if isinstance(thing, Author | Tag):
        return [f"{thing._meta.model_name}:{thing.pk}"]
    return [f"page:{thing.slug}"] if isinstance(thing, FixedPage) else ["site"]
