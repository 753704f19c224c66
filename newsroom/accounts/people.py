"""The verbs: what changes people, their sessions and their invitations, and writes it down."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from newsroom.accounts.models import Invitation
from newsroom.accounts.sessions import StaffSession
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action


@dataclass(frozen=True)
class Rights:
    """What a person may do, as far as this site gives it."""

    active: bool
    staff: bool
    administrator: bool
    roles: frozenset[str]
    sections: frozenset[str]

    def words(self) -> str:
        if not self.active:
            return "deactivated"
        names = [*(["administrator"] * self.administrator), *sorted(self.roles)]
        where = f" in {', '.join(sorted(self.sections))}" if self.sections else ""
        return (", ".join(names) or "no role") + where + ("" if self.staff else ", no desk")


def rights(person: Any) -> Rights:
    person = get_user_model().objects.get(pk=person.pk)
    return Rights(
        active=person.is_active,
        staff=person.is_staff,
        administrator=person.is_superuser,
        roles=frozenset(person.groups.values_list("name", flat=True)),
        sections=frozenset(person.sections.values_list("name", flat=True)),
    )


def end_sessions(person: Any, *, but: str | None = None) -> int:
    """End a person's sessions on the server, but one; return how many."""
    count, _ = (
        StaffSession.objects.filter(person=person).exclude(session_key=but or "").delete()
    )
    return count


def apply_role_change(
    person: Any, *, before: Rights | None, by: Any, request: HttpRequest | None = None
) -> None:
    """After a person's rights were saved: where they changed, end the sessions and say so."""
    now = rights(person)
    if now == before:
        return
    end_sessions(person)
    if before is None:
        action = Action.PERSON_ADDED
    elif now.active != before.active:
        action = Action.REACTIVATED if now.active else Action.DEACTIVATED
    else:
        action = Action.ROLES_CHANGED
    note = f"{before.words()} → {now.words()}" if before else now.words()
    log_action(action, by=by, about=person, note=note, request=request)


def is_last_administrator(person: Any) -> bool:
    """Tell whether nobody else could give roles; inside a transaction, until its end."""
    administrators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return [row.pk for row in administrators.select_for_update()] == [person.pk]


@transaction.atomic
def reset_factors(person: Any, *, by: Any, request: HttpRequest | None = None) -> None:
    """Take away all second factors of a person who has lost them."""
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    log_action(Action.FACTORS_RESET, by=by, about=person, request=request)


@transaction.atomic
def revoke(invitation: Invitation, *, by: Any, request: HttpRequest | None = None) -> bool:
    """Make an invitation's link worthless; False where it was used or revoked already."""
    done = Invitation.objects.filter(
        pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=timezone.now())
    if done:
        log_action(Action.INVITATION_REVOKED, by=by, about=invitation, request=request)
    return bool(done)


@transaction.atomic
def join(
    invitation: Invitation, *, username: str, password: str, request: HttpRequest
) -> Any:
    """Make the account of an invitation, once; None where somebody was faster."""
    # By one update, so that of two who open the link at once one alone gets the account.
    used = Invitation.objects.filter(
        pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True
    ).update(used_at=timezone.now())
    if not used:
        return None
    first, _, last = invitation.name.partition(" ")
    person = get_user_model().objects.create_user(
        username=username,
        email=invitation.email,
        password=password,
        first_name=first,
        last_name=last,
        is_staff=True,
    )
    person.groups.set(invitation.roles.all())
    person.sections.set(invitation.sections.all())
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    note = rights(person).words()
    log_action(
        Action.INVITATION_USED, by=person, about=invitation, note=note, request=request
    )
    return person
