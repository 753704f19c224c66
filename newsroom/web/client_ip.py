"""Who sent a request: the peer itself, or whom a proxy that we trust names."""

import re
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What a proxy says of the request that it passes on: with any of them the peer is not the sender.
FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)

# Gateways in clouds add the sender's port. Without brackets it would be part of an IPv6 address.
WITH_PORT = re.compile(r"(?P<host>[0-9.]+|\[[0-9a-fA-F:.]+\]):(?P<port>[0-9]{1,5})")


def client_address(request: HttpRequest) -> str:
    """Return the sender's address: the last one in X-Forwarded-For that is no proxy of ours."""
    peer = peer_address(request)
    if not is_trusted(peer):
        return peer
    forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    for name in reversed(forwarded_for):
        address = _clean(name)
        if not address:
            return peer
        if not is_trusted(address):
            return address
        peer = address
    return peer


def peer_address(request: HttpRequest) -> str:
    """Return the address of the other end of the connection; a Unix socket's is loopback."""
    raw = request.META.get("REMOTE_ADDR") or ""
    return "127.0.0.1" if raw in {"", "unix", "unix:"} else _clean(raw)


def is_trusted(address: str) -> bool:
    return is_among(address, settings.TRUSTED_PROXIES)


def is_among(address: str, allowed: list[str]) -> bool:
    """Tell whether an address lies in one of the addresses or networks."""
    if not address:
        return False
    return any(ip_address(address) in ip_network(one, strict=False) for one in allowed)


def is_direct_from(request: HttpRequest, allowed: list[str]) -> bool:
    """Tell whether the peer itself is allowed, and did not pass the request on for another."""
    passed_on = any(name in request.META for name in FORWARDED)
    return not passed_on and is_among(peer_address(request), allowed)


def _clean(text: str) -> str:
    text = text.strip()
    with_port = WITH_PORT.fullmatch(text)
    if with_port and int(with_port["port"]) < 65_536:
        text = with_port["host"]
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
