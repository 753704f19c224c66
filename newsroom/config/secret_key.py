"""SECRET_KEY: that of a clone, made once, and what is too weak for production."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def local_secret_key(path: Path) -> str:
    """The key of a clone, made at the first call; processes that start together get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # mode 0600
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
                file.flush()
                os.fsync(file.fileno())
            with suppress(
                FileExistsError
            ):  # Another process was faster; then its key is it.
                os.link(temporary, path)
        finally:
            os.unlink(temporary)
    return path.read_text().strip()


def refuse_weak_key(key: str) -> str:
    """The key as it is, or a refusal: sessions and preview links are only as safe as it is."""
    if len(key) < 50 or len(set(key)) < 10 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            f"SECRET_KEY is {'weak' if key else 'missing'}: it needs at least 50 random "
            "characters, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
        )
    return key
