from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, *parts: object) -> str:
    """Return the path of a page; written once, for a list names the same pages again and again."""
    return reverse(name, args=parts)
