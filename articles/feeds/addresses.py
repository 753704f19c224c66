"""Addresses as the world knows them: PUBLIC_URL's, whatever host was asked."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The public address of a path of this site; an address elsewhere stays as it is."""
    return f"{settings.PUBLIC_URL}{path}" if path.startswith("/") else path


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
