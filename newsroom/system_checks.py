"""Combinations that no single setting can refuse. Ids newsroom.E001…; each has its test."""

import os
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, OperationalError, ProgrammingError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.http.request import validate_host

from newsroom.config.squash import LAST_BEFORE_SQUASH, SQUASHED

# Variables of earlier releases, see CHANGELOG.
REMOVED = (
    "ADMIN_PATH",
    "BODY_SECONDS",
    "CONN_MAX_AGE",
    "DATABASE_PATIENCE",
    "HSTS_PRELOAD",
    "HSTS_SUBDOMAINS",
    "LOG_FORMAT",
    "REDIS_URL",
    "SECURITY_POLICY",
    "STATIC_HASHED",
    "THREADS",
    "TRUST_FORWARDED_PROTO",
)
DEMO_USERNAMES = ("reporter", "photo", "editor", "chief", "chief2", "admin", "legal")
DEFAULT_DEMO_PASSWORD = "dateline-baku-2025"  # noqa: S105  Public by design; refused here.


@register(Tags.database)
def demo_accounts(
    databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """In production nobody may sign in with the password that the documentation prints."""
    if not settings.PRODUCTION or "default" not in (databases or ()):
        return []
    names = with_printed_password()
    if not names:
        return []
    return [
        Error(
            f"Demo accounts can sign in: {', '.join(names)}.",
            hint="Give them new passwords or deactivate them.",
            id="newsroom.E001",
        )
    ]


@register(Tags.database)
def squashed_migrations(
    databases: Iterable[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A database that has had only some of the migrations that ours replace fits neither."""
    if "default" not in (databases or ()):
        return []
    try:
        applied = MigrationRecorder(connections["default"]).applied_migrations().keys()
    except DatabaseError:
        return []  # Unreachable: said by others.
    for name in SQUASHED:
        replaced = set(import_module(name).Migration.replaces)
        had = replaced & applied
        if had and had != replaced:
            app, last = max(had)
            return [
                Error(
                    f"This database is older than our first migrations: it ends at {app} {last}.",
                    hint=f"Run `migrate` with the code of commit {LAST_BEFORE_SQUASH} first.",
                    id="newsroom.E006",
                )
            ]
    return []


@register("media")
def media_writable(**kwargs: Any) -> list[CheckMessage]:
    if settings.MEDIA_S3:  # /readyz and the doctor write into the buckets
        return []
    folder = settings.MEDIA_ROOT
    while not folder.exists():
        folder = folder.parent
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"Photos cannot be stored: {folder} is not a folder this account may write to.",
            hint="Set MEDIA_ROOT to such a folder, or change its owner.",
            id="newsroom.E002",
        )
    ]


@register(Tags.security)
def public_host_allowed(**kwargs: Any) -> list[CheckMessage]:
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if not settings.PRODUCTION or validate_host(host, settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            f"PUBLIC_URL names the host {host}, which ALLOWED_HOSTS refuses.",
            hint="Add it to ALLOWED_HOSTS.",
            id="newsroom.E003",
        )
    ]


# No tag of Django's: under theirs it would stop the collectstatic that it asks for.
@register("collected")
def static_collected(**kwargs: Any) -> list[CheckMessage]:
    """An error in production; a clone is told, and may make its demo and its people first."""
    if not settings.STATIC_HASHED or (settings.STATIC_ROOT / "staticfiles.json").is_file():
        return []
    message = Error if settings.PRODUCTION else Warning
    return [
        message(
            "Static files are not collected: every page would fail for want of its stylesheet.",
            hint="Run `python manage.py collectstatic --noinput`.",
            id="newsroom.E004",
        )
    ]


@register("settings")
def removed_variables(**kwargs: Any) -> list[CheckMessage]:
    """Whoever still sets one believes that it holds."""
    present = [
        name for name in REMOVED if name in os.environ or f"{name}_FILE" in os.environ
    ]
    if not present:
        return []
    return [
        Warning(
            f"Variables that are read no more are set: {', '.join(present)}.",
            hint="Unset them; the changelog says what holds instead.",
            id="newsroom.W005",
        )
    ]


def with_printed_password() -> list[str]:
    """Return who could sign in by what the documentation prints: in production nobody may."""
    people = get_user_model().objects.filter(username__in=DEMO_USERNAMES, is_active=True)
    try:
        return [
            one.username for one in people.order_by("username") if _is_printed(one.password)
        ]
    except (OperationalError, ProgrammingError):
        return []  # Not migrated yet, or unreachable: said by others.
    finally:
        if not connections["default"].in_atomic_block:
            connections["default"].close()


@lru_cache(maxsize=64)  # a hash is slow by design, and says the same each time
def _is_printed(encoded: str) -> bool:
    # Not by a person's own check_password, which would upgrade the hash: a check writes nothing.
    from django.contrib.auth.hashers import check_password

    passwords = {DEFAULT_DEMO_PASSWORD, settings.DEMO_PASSWORD}
    return any(check_password(password, encoded) for password in passwords)
