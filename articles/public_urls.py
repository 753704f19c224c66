"""The only builders of our public addresses: a path, and the same with its origin."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


def absolute_url(path: str) -> str:
    """Return a path of ours as an address that means the same everywhere."""
    origin = getattr(settings, "PUBLIC_URL", "http://localhost:8000")
    return origin.rstrip("/") + path


@lru_cache(maxsize=4096)
def path_for(name: str, *parts: object) -> str:
    """Return the path of a page; written once, for a list names the same pages again and again."""
    return reverse(name, args=parts)
