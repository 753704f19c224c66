"""Editors: thin skins over the verbs. Nothing here saves a row itself."""

from . import articles, house, people, photos, record

__all__ = ["articles", "house", "people", "photos", "record"]
