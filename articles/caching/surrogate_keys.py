"""What a page shows, as keys of the event log: for caches that are told which keys have changed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def keys(context: Mapping[str, Any]) -> list[str]:
    """The stories, photos, authors and tags among what a template is given, sorted.

    Whatever has keys says them itself, as `cache_keys`.
    """
    return sorted(set(_keys(context.values())))


def _keys(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if hasattr(value, "cache_keys"):
            yield from value.cache_keys
        elif isinstance(value, dict):
            yield from _keys(value.values())
        elif isinstance(value, list | tuple):
            yield from _keys(value)
