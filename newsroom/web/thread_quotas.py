"""How many threads of a worker do what is slow at a time: all but two, which answer readers.

A preview of everything or the hash of a password takes a second, a body as long as its sender
likes; eight of them at once would keep each reader waiting. Whoever finds no thread free is refused
at once, for waiting would take the thread as well. Bodies are counted apart: slow senders never
shut the desk.
"""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from newsroom.web.error_pages import unavailable
from newsroom.web.outages import Outage

MOST = max(1, settings.THREADS - 2)
WAIT = 0.05  # seconds: most bodies are there, and most answers ready, by then
BODIES = BoundedSemaphore(MOST)
DESK = BoundedSemaphore(MOST)
SIGN_IN = BoundedSemaphore(max(1, settings.THREADS // 4))  # of the desk's, for strangers
CROWDED = Outage("The desk has too much to do at this moment.")


def desk_quota(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    prefix = f"/{settings.ADMIN_PATH}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.quotas = []
        try:
            return get_response(request)
        finally:
            for quota in request.quotas:
                quota.release()

    def process_view(request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not request.path_info.startswith(prefix):
            return None
        request.POST  # noqa: B018  Read first, and shown again where the desk is crowded.
        for quota in (DESK,) if request.user.is_authenticated else (SIGN_IN, DESK):
            if not quota.acquire(timeout=WAIT):
                return unavailable(request, CROWDED)
            request.quotas.append(quota)
        return None

    middleware.process_view = process_view
    return middleware
