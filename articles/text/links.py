"""Addresses that people type or paste, checked by parsing."""

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

MAX_LENGTH = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]", re.ASCII)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\<>\"`]")
_MAIL = re.compile(r"mailto:[^@:/?#]+@[^@:/?#]+(\?[^#]*)?", re.IGNORECASE)


def clean_url(url: str) -> str:
    """The http or https address in ASCII, scheme and host in small letters.

    Raises ValueError with a sentence for an editor. Cleaning a clean address changes nothing.
    """
    url = url.strip()
    if len(url) > MAX_LENGTH:
        raise ValueError(f"A web address may have {MAX_LENGTH:,} characters.")
    # Browsers read \\ as / and drop tabs and line ends: parsers would disagree about the host.
    if _UNSAFE.search(url):
        raise ValueError(
            "A web address has no spaces, quotes, backslashes or control characters."
        )
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("This web address has a host that cannot exist.") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError("A web address begins with http:// or https://.")
    if "@" in parts.netloc:
        raise ValueError("A web address carries no user name or password.")
    return iri_to_uri(urlunsplit(parts._replace(netloc=_netloc(parts))))


def clean_href(href: str) -> str | None:
    """The target of a link in a body, or None: http, https, mailto, or a path of this site."""
    href = href.strip()
    if len(href) > MAX_LENGTH:
        return None
    if href.startswith("/"):
        # `//evil.example` and `/\\evil.example` are other hosts to a browser.
        is_path = not href.startswith("//") and not _UNSAFE.search(href)
        return iri_to_uri(href) if is_path else None
    if _MAIL.fullmatch(href) and not _UNSAFE.search(href):
        return iri_to_uri("mailto" + href[6:])
    try:
        return clean_url(href)
    except ValueError:
        return None


def is_outside(href: str) -> bool:
    """Does this clean link lead away from the site? (Mail addresses do not.)"""
    return href.startswith(("http:", "https:"))


def _netloc(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            raise ValueError("This web address has a host that cannot exist.") from None
    if not _HOST.fullmatch(host):
        raise ValueError("This web address has no host, like example.com.")
    try:
        port = parts.port
    except ValueError:
        raise ValueError("This web address has a port that cannot exist.") from None
    return host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
