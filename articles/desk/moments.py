"""What a request publishes begins now or later; import and demo may say that it began in the past.

The forms refuse a passed moment in the field. This holds whatever way it came through them.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase

from articles.desk.errors import NotReady
from articles.text.dates import has_passed, newsroom_time

_in_a_request: ContextVar[bool] = ContextVar("in_a_request", default=False)


def no_past_for_requests(get_response: Callable) -> Callable:
    """Middleware: while a request is answered, no verb changes what was public before it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was = _in_a_request.set(True)
        try:
            return get_response(request)
        finally:
            _in_a_request.reset(was)

    return middleware


def refuse_past(moment: datetime) -> None:
    """Raise NotReady where a request would change what was public at a moment that has passed."""
    if _in_a_request.get() and has_passed(moment):
        raise NotReady(
            f"{newsroom_time(moment)} has passed: what readers saw then stays as it was."
        )
