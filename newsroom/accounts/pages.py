"""Pages of accounts stand in the desk: its head, its colours, and for those signed in its menu."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

View = Callable[..., HttpResponse]


def page(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """Answer with a page of the desk."""
    house = admin.site.each_context(request)
    return TemplateResponse(request, template, {**house, **context}, status=status)


def in_the_desk(view: View, **titles: Any) -> View:
    """Give a view of allauth what the desk's templates need; `title` is its headline."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            house = admin.site.each_context(request)
            response.context_data = {**house, **titles, **(response.context_data or {})}
        return response

    return answer
