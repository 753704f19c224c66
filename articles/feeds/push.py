"""Where a subscriber hears of changes at once: the links of W3C WebSub, 4 (discovery)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.public_urls import absolute_url


def announced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view whose answers, a 304 too, name the hubs and the topic; without hubs nothing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if settings.WEBSUB_HUBS and response.status_code in (200, 304):
            links = [response.get("Link"), *(f'<{hub}>; rel="hub"' for hub in settings.WEBSUB_HUBS)]
            itself = f'<{absolute_url(request.path)}>; rel="self"'
            response["Link"] = ", ".join(filter(None, [*links, itself]))
        return response

    return answer
