"""The audit log: who did what, when and from where. Written once, changed by nobody.

`log_action(Action.EXPORTED, by=request.user, about=story, note="12 stories")` inside the
transaction of what it tells. What is in `actions.AFTERWARDS` is written when the answer is ready
instead, because the refusal that it tells rolls its own transaction back.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import Error, transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

from articles.signals import audited
from newsroom.audit.actions import AFTERWARDS, Action
from newsroom.audit.models import AuditEntry
from newsroom.web import metrics, request_id
from newsroom.web.client_ip import client_address

log = logging.getLogger("newsroom.security")
NOTE_LENGTH = 500


def log_action(
    action: str,
    *,
    by: Any = None,
    about: Any = None,
    note: str = "",
    request: HttpRequest | None = None,
) -> AuditEntry:
    """Write an entry and return it. `by` is a person or None; `about` is any saved object.

    Address and request id are those of `request`, or of the request being answered. An action
    that is not an `Action` is a ValueError.
    """
    entry = _entry(Action(action), by, about, note, request)
    trace = request_id.current()
    if entry.action in AFTERWARDS and trace is not None:
        trace.afterwards.append(partial(_write_if_possible, entry))
    else:
        entry.save()
        transaction.on_commit(partial(_log, entry))
    return entry


def _entry(action: Action, by: Any, about: Any, note: str, request: Any) -> AuditEntry:
    trace = getattr(request, "trace", None) or request_id.current()
    address = trace.address if trace else client_address(request) if request else ""
    return AuditEntry(
        action=action,
        actor_id=getattr(by, "pk", None),
        about=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk or "") if about is not None else "",
        note=note[:NOTE_LENGTH],
        address=address,
        request_id=trace.id if trace else "",
    )


def _write_if_possible(entry: AuditEntry) -> None:
    """A refusal stays a refusal where its entry can't be written; the server's log has it."""
    try:
        with transaction.atomic():
            entry.save()
    except Error:
        log.exception("The audit log could not be written.")
    _log(entry)


def _log(entry: AuditEntry) -> None:
    metrics.EVENTS.labels(str(entry.action)).inc()
    log.info(
        entry.action,
        extra={
            "event": str(entry.action),
            "user": entry.actor_id,
            "about": f"{entry.about}:{entry.about_id}" if entry.about else "",
            "address": entry.address,
        },
    )


@receiver(audited)
def on_audited(
    sender: Any, *, action: str, by: Any, about: Any, note: str, **_: Any
) -> None:
    log_action(action, by=by, about=about, note=note)


@receiver(user_logged_in)
def on_signed_in(sender: Any, *, request: HttpRequest, user: Any, **_: Any) -> None:
    log_action(Action.SIGNED_IN, by=user, request=request)


@receiver(user_logged_out)
def on_signed_out(sender: Any, *, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        log_action(Action.SIGNED_OUT, by=user, request=request)


@receiver(user_login_failed)
def on_sign_in_failed(
    sender: Any, *, credentials: dict, request: Any = None, **_: Any
) -> None:
    """The name typed is kept where it is somebody's: others may be a password in the wrong box."""
    typed = str(credentials.get("username") or credentials.get("email") or "")[:150]
    known = get_user_model().objects.by_login(typed) if "\0" not in typed else None
    note = known.username if known else "unknown name"
    log_action(Action.SIGN_IN_FAILED, about=known, note=note, request=request)


def refusals(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Middleware: logs every 403 that a signed-in person gets."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        person = getattr(request, "_cached_user", None)  # asked of no database here
        if response.status_code == 403 and person is not None and person.pk:
            log_action(
                Action.REFUSED, by=person, note=f"{request.method} {request.path}"[:200]
            )
        return response

    return middleware
