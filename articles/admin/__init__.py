"""Importing it registers every page of the desk."""

from . import check_settings, deliveries, events, notices, site, taxonomy
from .photos import photo_page
from .stories import story_list

__all__ = [
    "check_settings",
    "deliveries",
    "events",
    "notices",
    "photo_page",
    "site",
    "story_list",
    "taxonomy",
]
