"""One line a request, and every other line with the request's id.

What is logged of a request is named here; its path and query are not, because they carry tokens
of previews and password resets: the route's name and its numbers say which page it was.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponseBase

from newsroom.web import metrics, request_id

log = logging.getLogger("newsroom.requests")
FIELDS = "method route numbers status ms queries bytes user event about address".split()
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class RouteNotPath(logging.Filter):
    """Django names the path of a request that failed; a preview's would be its token."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and record.args:
            record.args = (*record.args[:-1], route(request))
        return True


class OneSentence(logging.Filter):
    """A request that Django refuses is no fault of ours: a warning, and no traceback for each."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


class JSONFormatter(logging.Formatter):
    """One JSON object a line; json itself escapes line ends and control characters."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.request_id(),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        present = {
            name: value for name, value in fields.items() if value not in (None, "", {})
        }
        return json.dumps(present, default=str)


class LineFormatter(logging.Formatter):
    """The same to be read by people: control characters are shown, not obeyed."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return _moment(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        text = super().formatMessage(record)
        if number := request_id.request_id():
            text = f"{text} [{number}]"
        return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)


class Queries:
    """Counts a request's queries on every database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Logs and counts each request when its answer is ready."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started, queries = time.perf_counter(), Queries()
        with ExitStack() as stack:
            for connection in connections.all(initialized_only=False):
                stack.enter_context(connection.execute_wrapper(queries))
            response = get_response(request)
        seconds = time.perf_counter() - started
        _log_answer(request, response, seconds, queries.count)
        return response

    return middleware


def route(request: HttpRequest) -> str:
    """Return the name of the page, never its address; "-" where the address leads nowhere."""
    match = request.resolver_match
    return match.view_name or "unnamed" if match else getattr(request, "probe", "-")


def _log_answer(request: HttpRequest, response: Any, seconds: float, queries: int) -> None:
    name = route(request)
    metrics.count(request.method, name, response.status_code, seconds, queries)
    match = request.resolver_match
    arguments = match.kwargs if match else {}
    person = getattr(request, "_cached_user", None)  # No database is asked here.
    fields = {
        "method": metrics.method(request.method),
        "route": name,
        "numbers": {
            key: value for key, value in arguments.items() if isinstance(value, int)
        },
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "queries": queries,
        "bytes": None if response.streaming else len(response.content),
        "user": person.pk if person else None,
    }
    sentence = "%(method)s %(route)s %(status)s, %(ms)s ms, %(queries)s queries"
    log.info(sentence, fields, extra=fields)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
