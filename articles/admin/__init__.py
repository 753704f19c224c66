"""Editors: thin skins over the verbs. Nothing here saves a row itself."""

from . import articles, deliveries, house, notices, people, photos, record

__all__ = ["articles", "deliveries", "house", "notices", "people", "photos", "record"]
