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
        if not _is_ours(request):
            for name in STRIPPED_HEADERS:
                response.headers.pop(name, None)
        return response

    return middleware


def _is_ours(request: HttpRequest) -> bool:
    name = settings.SURROGATE_NAME
    announced = request.headers.get("Surrogate-Capability", "")
    if not name or not announced or not is_trusted(peer_address(request)):
        return False
    return re.search(rf'(?:^|[\s,]){re.escape(name)}="[^"]*Surrogate/1\.0', announced) is not None
