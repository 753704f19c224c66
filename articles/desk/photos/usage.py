"""Where a photo is used; and taking one that is not used out of the library."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.desk.errors import WrongState, allow
from articles.desk.log import events
from articles.imaging.file_storage import remove_all
from articles.models import Article, Author, Edition, FrontSlot, Photo, Section

from .facts import lock_photo

SHOWN = 50  # of each kind; what a page can show


@dataclass(frozen=True)
class Usage:
    """Places that show a photo; desk copies with how: lead, gallery or text."""

    desk: list[tuple[Article, str]] = field(default_factory=list)
    editions: list[Edition] = field(default_factory=list)
    portraits: list[Author] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    slots: list[FrontSlot] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(
            self.desk or self.editions or self.portraits or self.sections or self.slots
        )


def photo_usage(photo: Photo) -> Usage:
    """Return where a photo is used, newest first: in seven queries, however often."""
    uses = {
        "lead": Q(lead_photo=photo),
        "gallery": Q(pk__in=photo.desk_galleries.values("article")),
        "text": Q(pk__in=photo.desk_figures.values("article")),
    }
    stories: dict[Article, list[str]] = {}
    for use, condition in uses.items():
        for story in Article.objects.filter(condition)[:SHOWN]:
            stories.setdefault(story, []).append(use)
    newest_first = sorted(stories, key=lambda story: story.changed_at, reverse=True)
    editions = Edition.objects.filter(photos__photo=photo).select_related("section")
    return Usage(
        desk=[(story, ", ".join(stories[story])) for story in newest_first],
        editions=list(editions.defer("content").order_by("-live_from", "-pk")[:SHOWN]),
        portraits=list(Author.objects.filter(portrait=photo)),
        sections=list(Section.objects.filter(picture=photo)),
        slots=list(photo.slots.select_related("article").order_by("-since")[:SHOWN]),
    )


def delete_photo(photo: Photo, *, by: Any) -> None:
    """Take a photo that nothing shows or has shown out of the library, with its files."""
    with transaction.atomic():
        lock_photo(photo)
        allow(by, "delete_photo", photo)
        if photo_usage(photo):
            raise WrongState(
                "This photo is used, or an edition has shown it: it can't be deleted. "
                "Stop it, or put another picture in its place."
            )
        public = [*photo.renditions.all(), *photo.retired_files.all()]
        originals = [
            photo.original,
            *(past.original for past in photo.past_originals.all()),
        ]
        keys, note = [f"photo:{photo.pk}"], f"{photo.pk} {photo.title}"
        photo.delete()
        events.log_event("delete_photo", by=by, keys=keys, at=timezone.now(), note=note)
        # The rows are gone then: a storage that fails leaves orphans, which `repair media` sweeps.
        for file in public:
            transaction.on_commit(partial(remove_all, default_storage, [file.name]))
        for original in originals:
            transaction.on_commit(
                partial(remove_all, storages["originals"], [original.name])
            )
