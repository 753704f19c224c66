"""EMAIL_URL, the address of a mail server, as Django's settings, and EMAIL_FROM."""

from email.policy import default as policy
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Of each scheme the backend and the usual port.
SCHEMES = {
    "": ("dummy", 25),
    "consolemail": ("console", 25),
    "smtp": ("smtp", 25),
    "smtps": ("smtp", 465),
}


def mail_settings(url: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings for an address; an empty one sends nothing.

    `smtp://` speaks TLS (STARTTLS) wherever a password is given or the port is 587, so that none
    travels in the clear; `smtps://` begins with TLS.
    """
    try:
        parts = urlsplit(url)
        backend, usual = SCHEMES[parts.scheme]
        port = parts.port or usual
        if (backend == "smtp") != bool(parts.hostname) or (url and not parts.scheme):
            raise ValueError
    except (ValueError, KeyError):
        raise ImproperlyConfigured(
            "EMAIL_URL must be smtp://, smtps:// or consolemail://, for example "
            "smtp://user:password@mail.example:587."
        ) from None  # The address may carry a password: it is not repeated.
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{backend}.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and (bool(parts.password) or port == 587),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def sender(text: str) -> str:
    """Return EMAIL_FROM if it is empty or one address: any other would stop every mail."""
    try:
        header = policy.header_factory("From", text)
        hosts = [address.domain.encode("idna") for address in header.addresses]
    except ValueError:
        hosts = []
    if text and (len(hosts) != 1 or not hosts[0] or header.defects):
        raise ImproperlyConfigured(
            "EMAIL_FROM must be one address, for example Newsroom <newsroom@news.example>."
        )
    return text
