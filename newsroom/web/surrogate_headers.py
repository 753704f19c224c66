"""What pages tell the cache in front of us, and nobody else (W3C Edge Architecture)."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from newsroom.web.client_ip import is_trusted, peer_address

STRIPPED_HEADERS = ("Surrogate-Key", "Surrogate-Control")


def surrogates(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Strips the keys of a page and its next moment from answers to all but our own cache.

    The moment says when something is scheduled, so a stranger must not have it, also not by naming
    himself a surrogate to a proxy that passes all headers on: the name has to be ours.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        ours = rf'(?:^|[\s,]){re.escape(settings.SURROGATE_NAME)}="[^"]*Surrogate/1\.0'
        announced = settings.SURROGATE_NAME and request.headers.get(
            "Surrogate-Capability", ""
        )
        is_ours = (
            announced and re.search(ours, announced) and is_trusted(peer_address(request))
        )
        if not is_ours:
            for name in STRIPPED_HEADERS:
                response.headers.pop(name, None)
        return response

    return middleware
