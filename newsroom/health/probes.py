"""/healthz, /readyz and /metrics, answered before any host, redirect, session or page is asked."""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from newsroom.web.client_ip import is_direct_from

from . import metrics_text
from .registry import examine, names


def probes(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Middleware: answers the three addresses, and passes everything else on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return get_response(request)
        request.probe = request.path_info.strip("/")
        if request.method not in {"GET", "HEAD"}:
            return _word("method not allowed", 405, Allow="GET, HEAD")
        response = answer(request)
        if response is None:
            return get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return _word("ok")


def readyz(request: HttpRequest) -> HttpResponse:
    """One word for everybody; which checks failed, and why, for HEALTH_ADDRESSES."""
    problems = examine(ready=True)
    wrong = any(not problem.slow for problem in problems)
    status, word = (503, "unready") if wrong else (200, "ready")
    if not is_direct_from(request, settings.HEALTH_ADDRESSES):
        return _word(word, status)
    sentences = {problem.name: problem.sentence for problem in problems}
    details = {name: sentences.get(name, "ok") for name in names(ready=True)}
    return JsonResponse({"status": word, "checks": details}, status=status)


def metrics(request: HttpRequest) -> HttpResponse | None:
    """For whoever has the token or asks from an allowed address; a 404 for the rest."""
    authorization = request.META.get("HTTP_AUTHORIZATION", "").encode()
    expected = f"Bearer {settings.METRICS_TOKEN}".encode()
    has_token = settings.METRICS_TOKEN and hmac.compare_digest(authorization, expected)
    if not has_token and not is_direct_from(request, settings.HEALTH_ADDRESSES):
        return None
    content_type = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse(metrics_text.text(), content_type=content_type)


def _word(word: str, status: int = 200, **headers: str) -> HttpResponse:
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(
        f"{word}\n", status=status, content_type=content_type, headers=headers
    )


ANSWERS = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}
