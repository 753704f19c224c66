"""What a person sees where a request failed: made without database, session or host."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils import translation
from django.utils.http import escape_leading_slashes

from newsroom.backends import patience
from newsroom.web import request_id
from newsroom.web.outages import RETRY_AFTER, Outage, outage_of

LONG = 40  # characters from which what was typed is shown again, to be copied
SECRETS = ("password", "code", "csrfmiddlewaretoken")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page. Django's own reads the request again, which fails once more."""
    megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024 // 1024
    fields, files = (
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    )
    reasons = {
        RequestDataTooBig: f"A form may hold at most {megabytes} MB of text.",
        TooManyFieldsSent: f"A request may have at most {fields:,} fields or parameters.",
        TooManyFilesSent: f"A form may have at most {files} files.",
    }
    context = {"at_desk": _at_desk(request), "reason": reasons.get(type(exception), "")}
    page = _render("errors/400.html", context)
    return HttpResponse(page, status=400, headers={"Cache-Control": "no-store"})


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page with the request's id; a 503 where something that we stand on is missing."""
    outage = outage_of(sys.exc_info()[1])
    if outage is not None:
        return unavailable(request, outage)
    page = _render("errors/500.html", {"at_desk": _at_desk(request)})
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})


def unavailable(request: HttpRequest, outage: Outage) -> HttpResponse:
    """The 503 page: what is missing, when to try again, and at the desk what was typed."""
    at_desk = _at_desk(request)
    typed = _typed(request) if at_desk else []
    context = {
        "sentence": outage.sentence,
        "unsure": request.method == "POST" and patience.may_be_saved(),
        "address": escape_leading_slashes(request.path),
        "typed": typed,
        "shown": [(name, value) for name, value in typed if len(value) >= LONG],
        "token": get_token(request) if typed else "",
        "files": bool(getattr(request, "_files", None)),
        "at_desk": at_desk,
    }
    page = _render("errors/503.html", context)
    headers = {"Cache-Control": "no-store", "Retry-After": str(RETRY_AFTER)}
    return HttpResponse(page, status=503, headers=headers)


def _at_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def _render(template: str, context: dict[str, Any]) -> str:
    """The page in the site's language or the desk's; its wordmark is the name that needs no row."""
    language = settings.LANGUAGE_CODE if context["at_desk"] else settings.SITE_LANGUAGE
    site = {"site_name": settings.SITE_NAME, "request_id": request_id.request_id()}
    with translation.override(language):
        return loader.get_template(template).render(site | context)


def _typed(request: HttpRequest) -> list[tuple[str, Any]]:
    """What was sent, to be sent again as it is; what was not read any more is not asked for."""
    posted = getattr(request, "_post", None)
    if request.method != "POST" or not posted:
        return []
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if not any(secret in name for secret in SECRETS)
    ]
