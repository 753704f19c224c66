"""PUBLIC_URL and ALLOWED_HOSTS as browsers send them: Django compares letter by letter."""

import re
from ipaddress import IPv6Address

from django.core.exceptions import ImproperlyConfigured

# No underscores: Django answers to no host that has one.
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(\.{LABEL})*")
ORIGIN = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#@:\s\[\]]+|\[[^/?#@\s\[\]]+\])(:(?P<port>[0-9]{1,5}))?/?",
    re.ASCII | re.IGNORECASE,
)
DEFAULT_PORTS = {"http": 80, "https": 443}


def public_origin(text: str, *, tls: bool) -> str:
    """Return PUBLIC_URL in lower case, without a final dot or the port that https has anyway."""
    try:
        return _canonical_origin(text, tls=tls)
    except ValueError:
        raise ImproperlyConfigured(
            "PUBLIC_URL is invalid: Must be the address readers use, without a path, such as "
            "https://news.example: in production https and no IPv6 address, a name in other "
            "letters than a-z in its xn-- form."
        ) from None


def allowed_hosts(words: list[str]) -> list[str]:
    """Return ALLOWED_HOSTS; with a dot in front one stands for its whole domain."""
    hosts = []
    try:
        for word in filter(None, words):
            dot = "." if word.startswith(".") else ""
            host = word if word == "*" else canonical_host(word.removeprefix("."))
            hosts.append(dot + host)
    except ValueError:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is invalid: Must be host names or addresses without ports, such as "
            "news.example; names in other letters than a-z in their xn-- form."
        ) from None
    return hosts


def canonical_host(text: str) -> str:
    """Return a host in the one form that browsers send; ValueError for what they never send."""
    # Browsers translate other letters by UTS 46, Python only by IDNA 2003: not always to the same.
    # After % stands the network card of an IPv6 address, which no browser tells.
    if not text.isascii() or "%" in text:
        raise ValueError
    host = text.lower()
    if ":" in host or host.startswith("["):
        address = host[1:-1] if host.startswith("[") and host.endswith("]") else host
        return f"[{IPv6Address(address)}]"
    host = host.removesuffix(".")
    if not NAME.fullmatch(host):
        raise ValueError
    return host


def _canonical_origin(text: str, *, tls: bool) -> str:
    parts = ORIGIN.fullmatch(text)
    if not parts:
        raise ValueError
    scheme = parts["scheme"].lower()
    host = canonical_host(parts["host"])
    default_port = DEFAULT_PORTS[scheme]
    port = int(parts["port"] or default_port)
    if not 0 < port < 65_536:
        raise ValueError
    # The ids of feeds (RFC 4151) and the sender of mails are made of a name.
    if tls and (scheme != "https" or host.startswith("[")):
        raise ValueError
    return f"{scheme}://{host}" if port == default_port else f"{scheme}://{host}:{port}"
