"""The audit log: who did what, when and from where. Written once, changed by nobody.

`record(Action.EXPORTED, by=request.user, about=story, note="12 stories")` inside the transaction
of what it tells. What is in `actions.AFTERWARDS` is written when the answer is ready instead,
because the refusal that it tells rolls its own transaction back.
"""

import logging
from functools import partial
from typing import Any

from django.db import Error, transaction
from django.http import HttpRequest

from newsroom import metrics, tracing
from newsroom.actions import AFTERWARDS, Action
from newsroom.models import AuditEntry
from newsroom.peers import client_address

log = logging.getLogger("newsroom.security")
NOTE_LENGTH = 500


def record(
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
    trace = tracing.current()
    if entry.action in AFTERWARDS and trace is not None:
        trace.afterwards.append(partial(_write_if_possible, entry))
    else:
        _write(entry)
    return entry


def _entry(action: Action, by: Any, about: Any, note: str, request: Any) -> AuditEntry:
    trace = getattr(request, "trace", None) or tracing.current()
    address = trace.address if trace else client_address(request) if request else ""
    return AuditEntry(
        action=action,
        by_id=getattr(by, "pk", None),
        about=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk or "") if about is not None else "",
        note=note[:NOTE_LENGTH],
        address=address,
        request_id=trace.id if trace else "",
    )


def _write(entry: AuditEntry) -> None:
    entry.save()
    transaction.on_commit(partial(_log, entry))


def _write_if_possible(entry: AuditEntry) -> None:
    """A refusal stays a refusal where the record of it can't be written; the log has it."""
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
            "user": entry.by_id,
            "about": f"{entry.about}:{entry.about_id}" if entry.about else "",
            "address": entry.address,
        },
    )


# Who tells


def on_noted(sender: Any, *, action: str, by: Any, about: Any, note: str, **_: Any) -> None:
    record(action, by=by, about=about, note=note)


def on_signed_in(sender: Any, *, request: HttpRequest, user: Any, **_: Any) -> None:
    record(Action.SIGNED_IN, by=user, request=request)


def on_signed_out(sender: Any, *, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        record(Action.SIGNED_OUT, by=user, request=request)


def on_sign_in_failed(sender: Any, *, credentials: dict, request: Any = None, **_: Any) -> None:
    """The name typed is kept where it is somebody's: others may be a password in the wrong box."""
    from newsroom.accounts.backend import find

    typed = str(credentials.get("username") or credentials.get("email") or "")[:150]
    known = find(typed) if "\0" not in typed else None
    note = known.username if known else "unknown name"
    record(Action.SIGN_IN_FAILED, about=known, note=note, request=request)
