"""Beginning and ending editions, always under the story's row lock."""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from articles.desk.errors import WrongState
from articles.desk.log import events
from articles.enums import KINDS_WITH_TEXT, MOVES_UPDATED, OVERWRITES
from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Edition,
    EditionByline,
    EditionPhoto,
    EditionTag,
    Tag,
    TagAlias,
)
from articles.models.canonical import digest
from articles.search import indexing


def standing(article: Article) -> Edition | None:
    return article.editions.current(timezone.now()).first()


def waiting(article: Article) -> Edition | None:
    return article.editions.waiting(timezone.now()).first()


def is_live(article: Article) -> bool:
    stands = standing(article)
    return stands is not None and stands.has_text


def past_with_text(article: Article, at: datetime | None = None) -> QuerySet[Edition]:
    """Return the editions with text that were really live."""
    editions = article.editions.really_live(at or timezone.now())
    return editions.filter(kind__in=KINDS_WITH_TEXT)


def last_with_text(article: Article) -> Edition | None:
    """Return the last edition with text that was really live."""
    return past_with_text(article).order_by("-number").first()


def end(edition: Edition, until: datetime | None) -> None:
    """Set the end of an edition (None: open-ended) on the edition and the rows that repeat it."""
    edition.live_until = until
    edition.save(update_fields=["live_until"])
    edition.tags.update(live_until=until)
    edition.bylines.update(live_until=until)


def cancel_waiting(article: Article, *, by: Any) -> Edition | None:
    """Give the waiting edition an empty period and reopen its predecessor."""
    edition = waiting(article)
    if edition is None:
        return None
    end(edition, edition.live_from)
    # `live_from__lt` leaves out others that were cancelled at the same moment.
    before = article.editions.filter(
        live_until=edition.live_from, live_from__lt=edition.live_from
    ).first()
    if before:
        end(before, None)
    keys = events.keys_of(edition)
    events.log_event(
        "cancel", by=by, keys=keys, at=timezone.now(), article=article, edition=edition
    )
    return edition


def begin(
    article: Article,
    *,
    kind: str,
    content: dict[str, Any],
    at: datetime,
    rows_from: Any = None,
    **fields: Any,
) -> Edition:
    """End the predecessor and insert its successor with its index.

    `rows_from` is the edition whose tags, bylines and photos are taken over (holds and
    withdrawals have none of their own, yet scoped feeds must carry their stubs).
    """
    before = article.editions.filter(live_until=None).first()
    if before and before.live_from >= at:
        raise WrongState("An edition of this story begins at this moment or later.")
    # Of those that were really live: a cancelled one was no publication (docs/rules.md 5).
    first = past_with_text(article, at).order_by("live_from").first()
    updated_at = at
    # A silent fix, a hold or a release is no news: the date that readers see stays.
    if kind not in MOVES_UPDATED:
        last = last_with_text(article)
        updated_at = last.updated_at if last else None
    if before:
        end(before, at)  # Before the insert: periods never overlap (docs/rules.md 4).
    edition = Edition.objects.create(
        article=article,
        # The highest, not how many: a number is never given twice (docs/rules.md 3).
        number=(article.editions.aggregate(top=Max("number"))["top"] or 0) + 1,
        kind=kind,
        content=content,
        digest=digest(content),
        live_from=at,
        first_published=first.live_from if first else at,
        updated_at=updated_at,
        overwrites=kind in OVERWRITES,
        **fields,
    )
    _write_rows(edition, rows_from)
    indexing.index_editions([edition])
    return edition


def _write_rows(edition: Edition, rows_from: Edition | None) -> None:
    if rows_from is None:
        tags = _resolved(edition.content["tags"], Tag, TagAlias)
        bylines = _resolved(edition.content["bylines"], Author, AuthorAlias)
        lead = [edition.content["lead"]] if edition.content["lead"] else []
        shown = [*lead, *edition.content["figures"], *edition.content["gallery"]]
        photos = dict.fromkeys(photo["id"] for photo in shown)
    else:
        tags = [(row.tag_id, row.name) for row in rows_from.tags.all()]
        bylines = [(row.author_id, row.name) for row in rows_from.bylines.all()]
        photos = [row.photo_id for row in rows_from.photos.all()]
    # The rows repeat the edition's period: a page of a tag or an author asks one table.
    names = ("kind", "live_from", "live_until", "first_published")
    period = {name: getattr(edition, name) for name in names}
    EditionTag.objects.bulk_create(
        EditionTag(edition=edition, tag_id=pk, name=name, position=position, **period)
        for position, (pk, name) in enumerate(tags)
    )
    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, author_id=pk, name=name, position=position, **period)
        for position, (pk, name) in enumerate(bylines)
    )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(edition=edition, photo_id=pk) for pk in photos
    )


def _resolved(names: list[dict[str, Any]], model: Any, alias: Any) -> list[tuple[int, str]]:
    """Ids of what still exists, following merges, each once and in the printed order."""
    ids = [entry["id"] for entry in names]
    existing = set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))
    merged = dict(
        alias.objects.filter(retired_id__in=ids).values_list("retired_id", "target")
    )
    printed: dict[int, str] = {}
    for entry in names:
        pk = entry["id"] if entry["id"] in existing else merged.get(entry["id"])
        if pk is not None:
            printed.setdefault(pk, entry["name"])
    return list(printed.items())


def lock(article: Article) -> None:
    """Take the story's row for this transaction and bring the object up to date.

    SQLite's transactions are IMMEDIATE, so there the lock is held already.
    """
    if Article.objects.select_for_update().filter(pk=article.pk).first() is None:
        raise WrongState("This story is no longer there.")
    article.refresh_from_db()


def refuse_trashed(article: Article) -> None:
    if article.trashed_at:
        raise WrongState("This story is in the trash: restore it first.")
