"""How many threads of a worker the desk may take: all but two, which answer readers.

A preview of everything or the hash of a password takes a second, and eight at once would keep each
reader waiting for all of them. Whoever finds no place is refused at once, for waiting would take
the thread as well. Places are taken when the body has been read, so that slow senders, who have
places of their own (request_body.py), never shut the desk.
"""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from newsroom.web.error_pages import unavailable
from newsroom.web.outages import Outage

WAIT = 0.05  # seconds: most answers are ready by then
DESK = BoundedSemaphore(max(1, settings.THREADS - 2))
DOOR = BoundedSemaphore(max(1, settings.THREADS // 4))  # of those, for who has not signed in
CROWDED = Outage("The desk has too much to do at this moment.")


def desk_places(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    prefix = f"/{settings.ADMIN_PATH}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.places = []
        try:
            return get_response(request)
        finally:
            for place in request.places:
                place.release()

    def process_view(request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not request.path_info.startswith(prefix):
            return None
        request.POST  # noqa: B018  Read before a place is taken, and shown again where there is none.
        for place in (DESK,) if request.user.is_authenticated else (DOOR, DESK):
            if not place.acquire(timeout=WAIT):
                return unavailable(request, CROWDED)
            request.places.append(place)
        return None

    middleware.process_view = process_view
    return middleware
