"""What browsers report of our Content-Security-Policy: one line in the log each, and not many."""

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST

log = logging.getLogger("newsroom.csp")
MOST_BYTES = 8 * 1024
MOST = 30  # reports that a process writes down in a minute, whoever sends them
MOST_IN_ONE = 5

_lock = threading.Lock()
_written: deque[float] = deque(maxlen=MOST)


@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Takes both forms that browsers send, and answers 204 whatever it is."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    for directive, blocked, page in _reports(body):
        if _may_write():
            log.warning("The policy's %s blocked %s on %s", directive, blocked, page)
    return HttpResponse(status=204)


def _may_write() -> bool:
    now = time.monotonic()
    with _lock:
        if len(_written) == MOST and now - _written[0] < 60:
            return False
        _written.append(now)
        return True


def _reports(body: bytes) -> Iterator[tuple[str, str, str]]:
    try:
        payload = json.loads(body)
    except ValueError:
        return
    envelopes = payload if isinstance(payload, list) else [payload]
    for envelope in envelopes[:MOST_IN_ONE]:
        if not isinstance(envelope, dict):
            continue
        report = envelope.get("csp-report") or envelope.get("body")
        if not isinstance(report, dict):
            continue
        directive = report.get("effectiveDirective") or report.get("effective-directive")
        directive = directive or report.get("violated-directive")
        blocked = report.get("blockedURL") or report.get("blocked-uri")
        page = report.get("documentURL") or report.get("document-uri")
        yield str(directive)[:40], _origin(str(blocked)), _route(str(page))


def _origin(address: str) -> str:
    """Where a blocked thing came from: `inline`, `eval`, or scheme and host without the rest."""
    try:
        parts = urlsplit(address[:300])
    except ValueError:
        return "?"
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else address[:20]


def _route(address: str) -> str:
    """The kind of page; its address may carry a token, which no log may have."""
    try:
        return resolve(urlsplit(address).path).route or "/"
    except (Resolver404, ValueError):
        return "a page that is not ours"
