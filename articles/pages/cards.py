"""Stories in lists."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.models import Edition, EditionPhoto, FrontSlot, Photo
from articles.pages.picture import WIDE, Picture, fetch_files, picture
from articles.text.dates import newsroom_day


@dataclass(frozen=True)
class Card:
    """A story in a list.

    Its markup is kept in each process under `facts` (docs/decisions/0019-kept-cards.md), so a
    template that draws cards may read nothing else of it that can change.
    """

    edition: Edition
    picture: Picture | None
    breaking: bool
    headline: str = ""

    @property
    def title(self) -> str:
        """The headline of its slot on the front, else its own; with its media flag."""
        edition = self.edition
        if not self.headline:
            return edition.title
        return self.headline + edition.title.removeprefix(edition.headline)

    @property
    def cache_keys(self) -> tuple[str, ...]:
        picture = self.picture.cache_keys if self.picture else ()
        return (*self.edition.cache_keys, *picture)

    @property
    def facts(self) -> tuple:
        """All that its markup is made of: an edition's words never change, so its key is enough."""
        edition, section = self.edition, self.edition.section
        picture = self.picture.facts if self.picture else None
        address = edition.get_absolute_url()  # a section may take another
        return edition.pk, self.title, address, section.name, self.breaking, picture


def cards(
    editions: Iterable[Edition],
    at: dt.datetime,
    *,
    also: Iterable[tuple[Photo, str]] = (),
    pictures: bool = True,
    slots: Mapping[int, FrontSlot] | None = None,
) -> list[Card]:
    """Return editions of `for_card` as cards; the files of all pictures take one query.

    Where a lead has ended the story's next picture that has not takes its place: one query more.
    Without `pictures` those of `for_link` are enough. `also` are other photos of the page, each
    with its shape, that are fetched with them. `slots` are those of the front by article: their own
    headline or photo goes before the story's.
    """
    editions, slots = list(editions), slots or {}
    leads = _leads(editions, slots, at) if pictures else {}
    photos = {pk: photo for pk, photo in leads.items() if not photo.ended(at)}
    # A lead has ended: seldom, so others are looked for only now.
    if len(photos) < len(leads):
        photos |= _next_pictures([pk for pk in leads if pk not in photos], at)
    fetch_files([*((photo, WIDE) for photo in photos.values()), *also])
    return [
        Card(
            edition,
            picture(photos.get(edition.pk), shape=WIDE),
            edition.is_breaking(at),
            slots[edition.article_id].headline if edition.article_id in slots else "",
        )
        for edition in editions
    ]


def _leads(
    editions: list[Edition], slots: Mapping[int, FrontSlot], at: dt.datetime
) -> dict[int, Photo]:
    """The photo of each edition that has one: that of its slot goes first, until it has ended."""
    leads = {}
    for edition in editions:
        photo = edition.lead_photo
        slot = slots.get(edition.article_id)
        if slot and slot.photo and not slot.photo.ended(at):
            photo = slot.photo
        if photo:
            leads[edition.pk] = photo
    return leads


def _next_pictures(editions: list[int], at: dt.datetime) -> dict[int, Photo]:
    """The first usable picture of each edition, in the order of the page: text, then gallery."""
    rows = EditionPhoto.objects.filter(edition__in=editions).select_related("photo")
    photos: dict[int, Photo] = {}
    for row in rows.order_by("pk"):
        if not row.photo.ended(at):
            photos.setdefault(row.edition_id, row.photo)
    return photos


def by_day(stories: list[Card]) -> list[tuple[dt.date, list[Card]]]:
    """Group cards, newest first, by the newsroom day of first publication."""
    days: dict[dt.date, list[Card]] = {}
    for card in stories:
        days.setdefault(newsroom_day(card.edition.first_published), []).append(card)
    return list(days.items())
