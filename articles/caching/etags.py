"""The only maker of ETags: from the data that the bytes are made of; no clock, host or process."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_ARTICLES = Path(__file__).parents[1]


def build(*patterns: tuple[Path, str]) -> str:
    """Return the digest of code and templates, given as folders and what their files are called.

    New code may write other bytes from the same data, so it is part of every ETag. Raises
    ImproperlyConfigured for a folder that has no such file: it would go unnoticed otherwise.
    """
    digest = sha256()
    for folder, pattern in patterns:
        files = sorted(folder.rglob(pattern))
        if not files:
            raise ImproperlyConfigured(f"There is no {pattern} under {folder.name}/.")
        for path in files:
            digest.update(path.read_bytes())
    return digest.hexdigest()


BUILD = build(
    (_ARTICLES, "*.py"),
    (_ARTICLES / "locale", "*.mo"),
    *((Path(folder), "*.html") for folder in settings.TEMPLATES[0]["DIRS"]),
)


def etag(*facts: Any) -> str:
    """Return a strong ETag of facts whose repr is the same in every process."""
    return f'"{digest(*facts)}"'


def digest(*facts: Any) -> str:
    return sha256(repr((BUILD, facts)).encode("utf-8", "replace")).hexdigest()[:32]
