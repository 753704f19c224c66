"""EMAIL_URL, the address of a mail server, as Django's settings."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BACKENDS = "django.core.mail.backends."
SCHEMES = {
    "": {"backend": "dummy.EmailBackend", "port": 25},
    "consolemail": {"backend": "console.EmailBackend", "port": 25},
    "smtp": {"backend": "smtp.EmailBackend", "port": 25},
    "smtps": {"backend": "smtp.EmailBackend", "port": 465},
}


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings for an address; an empty one sends nothing.

    `smtp://` speaks TLS (STARTTLS) wherever a password is given or the port is 587, so that none
    travels in the clear; `smtps://` begins with TLS.
    """
    refusal = ImproperlyConfigured(
        "EMAIL_URL must be smtp://, smtps:// or consolemail://, for example "
        "smtp://user:password@mail.example:587."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refusal from None  # The address may carry a password: it is not repeated.
    kind = SCHEMES.get(parts.scheme)
    smtp = parts.scheme in {"smtp", "smtps"}
    if kind is None or smtp != bool(parts.hostname) or (url and not parts.scheme):
        raise refusal
    port = port or kind["port"]
    plain = parts.scheme == "smtp"
    return {
        "EMAIL_BACKEND": _BACKENDS + kind["backend"],
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": plain and (bool(parts.password) or port == 587),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
