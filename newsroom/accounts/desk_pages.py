"""Pages of accounts stand in the desk: its head, its colours, and for those signed in its menu."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from .passkey_hosts import bare_address

View = Callable[..., HttpResponse]


def render_desk_page(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """Answer with a page of the desk."""
    return TemplateResponse(
        request, template, {**_desk_context(request), **context}, status=status
    )


def in_the_desk(view: View, **titles: Any) -> View:
    """Give a view of allauth what the desk's templates need; `title` is its headline."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            own = response.context_data or {}
            response.context_data = {**_desk_context(request), **titles, **own}
        return response

    return answer


def _desk_context(request: HttpRequest) -> dict[str, Any]:
    return {**admin.site.each_context(request), "bare_address": bare_address(request)}
