"""What a page shows, as keys of the event log: for caches that are told which keys have changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from articles.formats.card import Card
from articles.formats.picture import Picture
from articles.models import Author, Edition, Tag
from articles.pages import Named, Part


def keys(context: Mapping[str, Any]) -> list[str]:
    """The stories, photos, authors and tags among what a template is given, sorted."""
    return sorted(set(_keys(context.values())))


def _keys(things: Iterable[Any]) -> Iterator[str]:
    for thing in things:
        match thing:
            case Card():
                yield from _keys((thing.edition, thing.picture))
            case Edition():
                yield f"article:{thing.article_id}"
            case Picture():
                yield f"photo:{thing.photo.pk}"
            case Named():
                yield from _keys((thing.thing, thing.picture))
            case Author() | Tag():
                yield f"{thing._meta.model_name}:{thing.pk}"
            case Part():
                yield from _keys((thing.picture,))
            case list() | tuple():
                yield from _keys(thing)
            case dict():
                yield from _keys(thing.values())
