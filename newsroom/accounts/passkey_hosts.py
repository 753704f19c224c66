"""Browsers keep passkeys for names: at a bare address such as 127.0.0.1 they make and use none."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.request import validate_host


def bare_address(request: HttpRequest) -> dict[str, str] | None:
    """Return the address without a name at which somebody is, or None where passkeys can work.

    `address` as it stands in the browser; `named` is the same page where this machine has a name,
    or empty where it has none that is known.
    """
    here = urlsplit(request.build_absolute_uri())
    try:
        address = ipaddress.ip_address(here.hostname or "")
    except ValueError:
        return None
    named = ""
    if address.is_loopback and validate_host("localhost", settings.ALLOWED_HOSTS):
        port = f":{here.port}" if here.port else ""
        named = here._replace(netloc=f"localhost{port}").geturl()
    return {"address": str(address), "named": named}
