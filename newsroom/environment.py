"""Settings read from the environment: each reader refuses a bad value with one sentence."""

import ipaddress
import os
import re
import secrets
import tempfile
import zoneinfo
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, FileAwareEnv

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Environment:
    """environs underneath; every refusal is Django's ImproperlyConfigured.

    Any variable can be read from a file: `SECRET_KEY_FILE=/run/secrets/key` gives `SECRET_KEY`.
    """

    def __init__(self) -> None:
        self.env = FileAwareEnv(strip_whitespace=True)

    def text(self, name: str, default: str) -> str:
        return _read(self.env.str, name, default)

    def flag(self, name: str, default: bool) -> bool:
        return _read(self.env.bool, name, default)

    def words(self, name: str, default: list[str]) -> list[str]:
        return _read(self.env.list, name, default)

    def networks(self, name: str, default: list[str]) -> list[str]:
        """Addresses or networks, as 10.0.0.1 or 10.0.0.0/8."""
        values = self.words(name, default)
        for value in values:
            try:
                ipaddress.ip_network(value, strict=False)
            except ValueError as error:
                raise ImproperlyConfigured(
                    f"{name} must be addresses or networks such as 10.0.0.0/8, not {value!r}."
                ) from error
        return values

    def folder(self, name: str, default: Path) -> Path:
        return _read(self.env.path, name, default).resolve()

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {value!r}.")
        return value

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = _read(self.env.int, name, default)
        if not least <= value <= most:
            raise ImproperlyConfigured(f"{name} must be from {least} to {most}, not {value}.")
        return value

    def origin(self, name: str, default: str, *, schemes: tuple[str, ...]) -> str:
        """Scheme, host and port of a site, without a slash at the end."""
        value = self.text(name, default)
        if not value:
            raise ImproperlyConfigured(
                f"{name} is missing: set it to the address readers use, "
                "for example https://news.example."
            )
        parts = _split(value)
        if parts is None or parts.scheme not in schemes or parts.username is not None:
            kinds = " or ".join(f"{scheme}://" for scheme in schemes)
            raise ImproperlyConfigured(f"{name} must be {kinds} and a host, not {value!r}.")
        if parts.path not in {"", "/"} or parts.query or parts.fragment:
            raise ImproperlyConfigured(f"{name} must be an origin without a path, not {value!r}.")
        return f"{parts.scheme}://{parts.netloc}"

    def hubs(self, name: str, *, plain_on_loopback: bool) -> list[str]:
        """Addresses of WebSub hubs: https, or plain http on this machine while trying."""
        values = [value.strip() for value in self.words(name, [])]
        for value in values:
            parts = _split(value)
            plain = parts is not None and plain_on_loopback and parts.hostname in LOOPBACK
            schemes = {"https", "http"} if plain else {"https"}
            wrong = parts is None or parts.scheme not in schemes or not parts.hostname
            if wrong or parts.username is not None or parts.fragment or len(value) > 500:
                raise ImproperlyConfigured(
                    f"{name} must be addresses of hubs that begin with https://, not {value!r}."
                )
        return list(dict.fromkeys(values))

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ImproperlyConfigured(
                f"{name} must be a time zone such as Asia/Baku, not {value!r}."
            ) from error
        return value

    def admin_path(self, name: str, default: str) -> str:
        value = self.text(name, default).strip("/")
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
            raise ImproperlyConfigured(
                f"{name} must be one word of small letters, digits and hyphens, not {value!r}."
            )
        return f"{value}/"

    def inner_address(self, name: str, default: str) -> str:
        """A path on this server that only the web server in front understands."""
        value = self.text(name, default)
        if value and not re.fullmatch(r"(/[a-z0-9-]+)+/", value):
            raise ImproperlyConfigured(f"{name} must be a path such as /public-files/.")
        return value

    def buckets(self, name: str) -> dict[str, Any] | None:
        """`https://key:secret@host/public-bucket+private-bucket?region=eu-central-1`, or None."""
        value = self.text(name, "")
        if not value:
            return None
        parts = _split(value)
        plain = parts is not None and parts.scheme == "http" and parts.hostname in LOOPBACK
        names = parts.path.strip("/").split("+") if parts else []
        named = len(set(names)) == 2 and all(re.fullmatch(r"[a-z0-9.-]{3,63}", n) for n in names)
        if not named or not (plain or parts.scheme == "https") or not parts.password:
            # The address carries a secret: it is not repeated.
            raise ImproperlyConfigured(
                f"{name} must be https://key:secret@host/public-bucket+private-bucket."
            )
        host = parts.netloc.rpartition("@")[2]
        return {
            "endpoint_url": f"{parts.scheme}://{host}",
            "aws_access_key_id": unquote(parts.username or ""),
            "aws_secret_access_key": unquote(parts.password),
            "region_name": dict(parse_qsl(parts.query)).get("region", "us-east-1"),
            "buckets": names,
        }

    def database(self, name: str, default: Path, *, conn_max_age: int) -> dict[str, Any]:
        """What its address says; without one, SQLite in a file, whatever its folder is called."""
        value = _read(self.env.str, name, None)
        if value is None:
            database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default)}
        else:
            database = _addressed(name, value)
        database["ENGINE"] = DATABASE_ENGINES.get(database["ENGINE"], "")
        if not database["ENGINE"]:
            raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgres://.")
        database["OPTIONS"] = {
            **DATABASE_OPTIONS[database["ENGINE"]],
            **database.get("OPTIONS", {}),
        }
        if "sqlite" in database["ENGINE"]:
            Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        return database | {"CONN_MAX_AGE": conn_max_age, "CONN_HEALTH_CHECKS": True}


# Django's, with the limits of a request.
DATABASE_ENGINES = {
    "django.db.backends.sqlite3": "newsroom.databases.sqlite3",
    "django.db.backends.postgresql": "newsroom.databases.postgresql",
}
DATABASE_OPTIONS: dict[str, dict[str, Any]] = {
    "newsroom.databases.sqlite3": {
        # Taking the write lock at BEGIN makes simultaneous saves wait for each other instead of
        # failing with "database is locked", and makes a version check inside them exact.
        "transaction_mode": "IMMEDIATE",
        # Of commands; a request has as much patience as it has for all (DATABASE_PATIENCE).
        "timeout": 20,
        # FULL: what was acknowledged to an editor survives a power cut, not just a crash.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; "
            "PRAGMA journal_size_limit=67108864;"
        ),
    },
    # Also of commands: none of them ends a statement that is at work, however long it takes.
    "newsroom.databases.postgresql": {
        # For each address of the host's name: two that are silent, and the probe before, are a
        # request's patience.
        "connect_timeout": 3,
        # A machine that has vanished sends no word of it. Asked whether it is there when nothing
        # came for 10 seconds, it is given up after 25,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        # and what is not received after 20.
        "tcp_user_timeout": 20_000,
    },
}


def request_limits(patience: int) -> str:
    """What PostgreSQL itself sees to on connections that serve requests, as its `options`.

    The client stops waiting by itself (newsroom/databases/postgresql); these free the server.
    """
    milliseconds = {
        "statement_timeout": patience * 1000,  # Whoever asked has gone after that.
        "lock_timeout": patience * 500,  # Half, so that "busy" is said in good time.
        # A worker that hangs between two statements gives its locks back. Photos are made and sent
        # to a bucket inside a transaction, which takes seconds.
        "idle_in_transaction_session_timeout": 60_000,
    }
    return " ".join(f"-c {name}={value}" for name, value in milliseconds.items())


def local_secret_key(path: Path) -> str:
    """The key of a clone, made at the first call; processes that start together get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mode 0600
        try:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(64))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(temporary, path)  # Fails if another process was faster; then its key is it.
            except FileExistsError:
                pass
        finally:
            os.unlink(temporary)
    return path.read_text().strip()


def refuse_weak_key(key: str) -> str:
    """The key as it is, or a refusal: sessions and preview links are only as safe as it is."""
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to at least 50 random characters, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
        )
    if len(key) < 50 or len(set(key)) < 10 or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY is weak: it needs at least 50 random characters, for example from "
            "`python -c 'import secrets; print(secrets.token_urlsafe(64))'`."
        )
    return key


def _read(reader: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return reader(*args, **kwargs)
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"{str(error).rstrip('.')}.") from error


def _addressed(name: str, value: str) -> dict[str, Any]:
    """A database by its address, which is not repeated in refusals: it may carry a password."""
    try:
        database = dict(dj_database_url.parse(value))
        parts = urlsplit(value)
    except (ValueError, KeyError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured(f"{name} is not the address of a database.") from error
    # Cut off at such a sign, the name would be another file's.
    options = parts.query.split("&") if parts.query else []
    if parts.fragment or any(not re.match(r"\w+=", option) for option in options):
        raise ImproperlyConfigured(
            f"{name} is an address: in names write # as %23, ? as %3F and % as %25."
        )
    return database


def _split(value: str):
    try:
        parts = urlsplit(value)
        _ = parts.port  # Raises where it is not a number.
    except ValueError:
        return None
    return parts if parts.hostname else None
