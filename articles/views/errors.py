from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one 404 of readers' pages; it never says what was asked for."""
    response = render(request, "404.html", {"robots": "noindex"}, status=404)
    response["Cache-Control"] = "no-cache"
    return response
