"""Links that let somebody in without a password: signed, expiring, for one use."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from newsroom.accounts.models import Invitation

from .models import SALT

RESET_SALT = "newsroom.reset"

FORGED = "This link is not one of ours, or a part of it is missing. Copy the whole of it."
RESET_EXPIRED = "This link was good for one hour and has expired. Ask for another."
RESET_USED = (
    "This link was used already, or the account has changed since. Ask for another."
)
INVITATION = {
    "expired": "This invitation has expired. Ask the person who invited you for another.",
    "used": "This invitation was used already. Sign in with the name you chose.",
    "revoked": "This invitation was withdrawn. Ask the person who invited you.",
}


class BadLink(Exception):
    """A link that opens nothing; its words say why."""


def public(path: str) -> str:
    """The full address of a page: by PUBLIC_URL, never by what a request calls this host."""
    return f"{settings.PUBLIC_URL}{path}"


def reset_link(person: Any) -> str:
    token = signing.dumps([person.pk, _fingerprint(person)], salt=RESET_SALT)
    return public(reverse("account_reset_password_from_link", args=[token]))


def person_of_reset(token: str) -> Any:
    """The person whose password a link may change, or BadLink."""
    try:
        pk, fingerprint = signing.loads(
            token, salt=RESET_SALT, max_age=settings.PASSWORD_RESET_TIMEOUT
        )
    except signing.SignatureExpired:
        raise BadLink(RESET_EXPIRED) from None
    except signing.BadSignature:
        raise BadLink(FORGED) from None
    person = get_user_model().objects.filter(pk=pk, is_active=True).first()
    if person is None or not constant_time_compare(fingerprint, _fingerprint(person)):
        raise BadLink(RESET_USED)
    return person


def invitation_link(invitation: Invitation) -> str:
    return public(reverse("account_invitation", args=[invitation.token()]))


def invitation_of(token: str) -> Invitation:
    """The open invitation of a link, or BadLink."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise BadLink(FORGED) from None
    invitation = Invitation.objects.filter(pk=pk).first()
    if invitation is None or not constant_time_compare(nonce, invitation.nonce):
        raise BadLink(INVITATION["revoked"])
    if invitation.state() != "open":
        raise BadLink(INVITATION[invitation.state()])
    return invitation


def _fingerprint(person: Any) -> str:
    """What a new password, a sign-in or another address changes, and with it every older link."""
    facts = f"{person.pk}{person.password}{person.last_login}{person.email.lower()}"
    return salted_hmac(RESET_SALT, facts).hexdigest()[:32]
