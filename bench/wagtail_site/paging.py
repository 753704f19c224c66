from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def turned(request: HttpRequest, rows: Any, size: int = 30) -> Page:
    """The page that the address asks for, by Django's own paginator, as the manuals show it."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
