"""What a person sees where the fault is ours."""

from django.http import HttpRequest, HttpResponse
from django.template import loader

from newsroom import tracing


def server_error(request: HttpRequest) -> HttpResponse:
    """A page made without database, session or context processors, with the request's id."""
    page = loader.get_template("500.html").render({"request_id": tracing.request_id()})
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})
