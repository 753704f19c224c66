"""Stories in lists."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from articles.formats.picture import Picture, picture
from articles.models import Edition, Photo
from articles.text.dates import newsroom_day


@dataclass(frozen=True)
class Card:
    """A story in a list."""

    edition: Edition
    picture: Picture | None
    breaking: bool


def cards(
    editions: Iterable[Edition],
    at: dt.datetime,
    *,
    also: Iterable[Photo] = (),
    pictures: bool = True,
) -> list[Card]:
    """Return editions of `for_card` as cards; the files of all pictures take one query.

    `also` are other photos of the page that are fetched with them.
    """
    editions = list(editions)
    shown = {
        edition.pk: edition.lead_photo
        for edition in editions
        if pictures and edition.lead_photo and not edition.lead_photo.ended(at)
    }
    prefetch_related_objects([*shown.values(), *also], "renditions")
    return [
        Card(edition, picture(shown.get(edition.pk)), edition.is_breaking(at))
        for edition in editions
    ]


def by_day(stories: list[Card]) -> list[tuple[dt.date, list[Card]]]:
    """Group cards, newest first, by the newsroom day of first publication."""
    days: dict[dt.date, list[Card]] = {}
    for card in stories:
        days.setdefault(newsroom_day(card.edition.first_published), []).append(card)
    return list(days.items())
