"""Editors: thin skins over the verbs. Nothing here saves a row itself."""

from . import articles, checks, deliveries, house, notices, people, photos, record

__all__ = ["articles", "checks", "deliveries", "house", "notices", "people", "photos", "record"]
