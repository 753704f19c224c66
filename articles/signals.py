"""How the journalism writes into the audit log of `newsroom`, which it must not import."""

from typing import Any

from django.dispatch import Signal

audited = Signal()


def audit(action: str, *, by: Any, about: Any = None, note: str = "") -> None:
    """Say that something happened that belongs in the audit log.

    `action` is a value of `newsroom.audit.actions.Action`. A listener that fails makes the caller
    fail: inside a transaction nothing happens without its entry.
    """
    audited.send(sender=None, action=action, by=by, about=about, note=note)
