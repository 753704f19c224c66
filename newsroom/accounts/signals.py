"""What follows from what allauth and Django did: session facts, ended sessions, the audit log."""

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from newsroom.audit.actions import Action
from newsroom.audit.log import log_action
from newsroom.web.client_ip import client_address

from . import people
from .reauthentication import mark_reauthenticated


@receiver(user_logged_in)
def start_session(request: HttpRequest, user: Any, **_: Any) -> None:
    now = timezone.now().isoformat()
    request.session["started_at"] = request.session["seen_at"] = now
    request.session["address"] = client_address(request)
    request.session["browser"] = request.META.get("HTTP_USER_AGENT", "")[:200]
    mark_reauthenticated(request)


@receiver(authentication_failed)
def log_wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    log_action(Action.SIGN_IN_FAILED, about=user, note="wrong code", request=request)


@receiver(authentication_step_completed)
def note_reauthentication(
    request: HttpRequest, user: Any, reauthenticated: bool = False, **_: Any
) -> None:
    if reauthenticated:
        mark_reauthenticated(request)
        log_action(Action.CONFIRMED_SELF, by=user, request=request)


@receiver(password_changed)
def end_other_sessions(request: HttpRequest, user: Any, **_: Any) -> None:
    people.end_sessions(user, but=request.session.session_key)
    log_action(Action.PASSWORD_CHANGED, by=user, about=user, request=request)


@receiver(authenticator_added)
def log_factor(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    note = authenticator.get_type_display()
    log_action(Action.FACTOR_ADDED, by=user, about=user, note=note, request=request)


@receiver(authenticator_removed)
def drop_factor(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    request.session.pop("factor", None)
    people.end_sessions(user, but=request.session.session_key)
    note = authenticator.get_type_display()
    log_action(Action.FACTOR_REMOVED, by=user, about=user, note=note, request=request)


@receiver(authenticator_reset)
def log_codes(request: HttpRequest, user: Any, **_: Any) -> None:
    log_action(Action.CODES_RENEWED, by=user, about=user, request=request)


@receiver(m2m_changed, sender=get_user_model().groups.through)
def end_sessions_of_changed_roles(
    instance: Any, action: str, reverse: bool, pk_set: Any, **_: Any
) -> None:
    """Whoever changes roles, from a shell too: what a session was given, it loses."""
    if action not in {"post_add", "post_remove", "pre_clear"}:
        return
    if not reverse:
        changed = [instance]
    else:
        changed = instance.user_set.all() if pk_set is None else pk_set
    for person in changed:
        people.end_sessions(person)
