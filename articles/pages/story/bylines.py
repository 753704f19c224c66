"""Bylines and tags of a story: the names as printed, with the addresses as they are now."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from articles.models import Author, Edition, Tag
from articles.pages.picture import Picture


@dataclass(frozen=True)
class PrintedName:
    """A byline or a tag; `target` is the author or the tag, while there is one."""

    name: str
    url: str
    target: Author | Tag | None = None
    picture: Picture | None = None

    @property
    def cache_keys(self) -> tuple[str, ...]:
        target = self.target.cache_keys if self.target else ()
        return (*target, *(self.picture.cache_keys if self.picture else ()))


def bylines(edition: Edition) -> list[PrintedName]:
    if not edition.pk:
        return _unsaved(Author, edition.content["bylines"])
    return [
        _printed(row.name, row.author) for row in edition.bylines.select_related("author")
    ]


def tags(edition: Edition) -> list[PrintedName]:
    if not edition.pk:
        return _unsaved(Tag, edition.content["tags"])
    return [_printed(row.name, row.tag) for row in edition.tags.select_related("tag")]


def with_portraits(
    bylines: list[PrintedName], portraits: Mapping[int, Picture]
) -> list[PrintedName]:
    """The same bylines with the portraits that may be shown, which are by number of the photo."""
    signed = []
    for byline in bylines:
        photo = byline.target.portrait_id if byline.target else None
        signed.append(replace(byline, picture=portraits.get(photo)))
    return signed


def _unsaved(model: type[Author] | type[Tag], rows: list[dict]) -> list[PrintedName]:
    """Names as an unsaved edition prints them, with the objects that exist now."""
    # A preview prints the names it has, also those that are gone since.
    existing = model.objects.in_bulk([row["id"] for row in rows])
    return [_printed(row["name"], existing.get(row["id"])) for row in rows]


def _printed(name: str, target: Author | Tag | None) -> PrintedName:
    return PrintedName(name, target.get_absolute_url() if target else "", target)
