"""What is known of the request that is being answered, for records and logs deep inside."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponseBase

from newsroom.web.client_ip import client_address, is_trusted, peer_address

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)


@dataclass
class Trace:
    id: str
    address: str
    afterwards: list[Callable[[], None]] = field(default_factory=list)


_current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def current() -> Trace | None:
    """Return the trace of the request that this thread answers, or None in a command."""
    return _current.get()


def request_id() -> str:
    trace = current()
    return trace.id if trace else ""


def trace(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Gives each request its id, and does afterwards what its answer put off."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        current_trace = Trace(id=_id_of(request), address=client_address(request))
        request.trace = current_trace
        token = _current.set(current_trace)
        try:
            response = get_response(request)
            for act in current_trace.afterwards:
                act()
        finally:
            _current.reset(token)
        response.headers["X-Request-ID"] = current_trace.id
        return response

    return middleware


def _id_of(request: HttpRequest) -> str:
    """The proxy's own id, where it is a plain one; a stranger's could be anything."""
    header = request.META.get("HTTP_X_REQUEST_ID", "")
    if is_trusted(peer_address(request)) and ID.fullmatch(header):
        return header
    return secrets.token_hex(12)
