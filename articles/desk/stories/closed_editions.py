"""Whose earlier text readers may read: a chief closes single editions (docs/rules.md 29)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import WrongState, allow, refuse_long
from articles.desk.log import events
from articles.models import ClosedEdition, Edition

from .lifecycle import lock, past_with_text


def close_edition(edition: Edition, *, by: Any, note: str = "") -> ClosedEdition:
    """Hide the text of an edition from readers from now on, once it is an earlier one."""
    refuse_long(ClosedEdition, note=note)
    with transaction.atomic():
        _open(edition, by=by)
        if not past_with_text(edition.article).filter(pk=edition.pk).exists():
            raise WrongState("This edition has no text that was public.")
        if ClosedEdition.objects.filter(pk=edition.pk).exists():
            raise WrongState("This edition is hidden from readers already.")
        closed = ClosedEdition.objects.create(edition=edition, actor=by, note=note.strip())
        _log("close_edition", edition, by=by, note=closed.note)
        return closed


def open_edition(edition: Edition, *, by: Any) -> None:
    """Let readers read the text of a closed edition again, where earlier ones may be read."""
    with transaction.atomic():
        _open(edition, by=by)
        if not ClosedEdition.objects.filter(pk=edition.pk).delete()[0]:
            raise WrongState("This edition is not hidden from readers.")
        _log("open_edition", edition, by=by)


def _open(edition: Edition, *, by: Any) -> None:
    lock(edition.article)
    allow(by, "close_editions", edition.article)


def _log(verb: str, edition: Edition, *, by: Any, note: str = "") -> None:
    # `latest` changes the validators of pages.
    keys = ["latest", f"article:{edition.article_id}"]
    note = f"Edition {edition.number}. {note}".strip()
    events.log_event(
        verb, by=by, keys=keys, at=timezone.now(), article=edition.article, note=note
    )
