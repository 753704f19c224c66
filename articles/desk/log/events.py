"""The log of what changed in public, written last in the transaction of the verb."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from articles.enums import Kind
from articles.models import Edition, EditionPhoto, Event, Translation
from articles.signals import audit

from .key_changes import list_keys, write_key_changes
from .sitemap_months import update_sitemap_months

# Any constant does: it names the one lock under which ids of events are given.
_LOG_LOCK = 0x6E657773
# The verbs that stand in the audit log too, and as what.
_AUDITED = {
    **dict.fromkeys((Kind.FIRST, Kind.REFILE, Kind.UPDATE, Kind.CORRECTION), "published"),
    "cancel": "cancelled",
    "hold": "held",
    "release": "released",
    "withdrawal": "withdrawn",
    "close_edition": "edition_closed",
    "open_edition": "edition_opened",
    "stop_photo": "photo_stopped",
    "allow_photo": "photo_allowed",
}


def log_event(
    verb: str,
    *,
    by: Any,
    keys: Iterable[str],
    at: datetime,
    article: Any = None,
    edition: Any = None,
    note: str = "",
    photo: Any = None,
) -> Event:
    """Write an event that holds from `at`, the months it counts again and the keys it touches.

    On PostgreSQL ids are given before the commit, so a slow transaction could appear behind a
    follower's cursor: one advisory lock, held to the commit, makes `id > cursor` exact.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])
    if verb in _AUDITED:
        message = f"{verb}: {note}" if note else str(verb)
        audit(_AUDITED[verb], by=by, about=article or photo, note=message)
    event = Event.objects.create(
        verb=verb,
        actor=by,
        keys=sorted(set(keys)),
        effective_at=at,
        article=article,
        edition=edition,
        note=note,
    )
    update_sitemap_months(event)
    write_key_changes(event)
    return event


def keys_of(edition: Edition) -> set[str]:
    """Return the keys of all pages and feeds that an edition changes.

    Those that show it, its story's translations, and what the story stood in within the thirty
    days before: feeds of what it has left tell what becomes of it.
    """
    ended = Edition.objects.ended_lately(edition.live_from).filter(
        article=edition.article_id
    )
    ids = [edition.pk, *ended.values_list("pk", flat=True)]
    translations = Translation.objects.of(edition.article_id)
    photos = EditionPhoto.objects.filter(edition__in=ids)
    return {
        f"article:{edition.article_id}",
        *(f"article:{translation.pk}" for translation in translations),
        *(f"photo:{pk}" for pk in photos.values_list("photo", flat=True)),
        *list_keys(Edition.objects.filter(pk__in=ids)),
    }
