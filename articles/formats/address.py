"""Public addresses with their origin, for canonical links, Open Graph and JSON-LD."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return a path of ours as an address that means the same everywhere."""
    origin = getattr(settings, "PUBLIC_URL", "http://localhost:8000")
    return origin.rstrip("/") + path
