"""Editors: thin skins over the verbs. Nothing here saves a row itself."""

from . import articles, house, notices, people, photos, record

__all__ = ["articles", "house", "notices", "people", "photos", "record"]
