"""What allauth leaves to the project that it stands in."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from newsroom.audit.actions import Action
from newsroom.audit.log import log_action
from newsroom.web.client_ip import client_address

from . import mail
from .allauth_internals import ratelimit
from .backend import may_sign_in
from .names import folded_name
from .reauthentication import recently_authenticated
from .session_rules import RETRY_AFTER_SECONDS

NO_MATCH = "Wrong name or password."
TOO_MANY = "Too many failed attempts. Wait a quarter of an hour and try again."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NO_MATCH,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "unknown"

    def validation_error(self, code: str, *args: Any) -> Any:
        if code in {"too_many_login_attempts", "rate_limited"}:
            context.request.throttled = True  # The middleware makes a 429 of it.
        return super().validation_error(code, *args)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Count failures per name and address and per address; a right password is not counted.
        All spellings of a name are one.

        Nobody is locked out for everywhere: a stranger who guesses at a name holds up only his own
        address.
        """
        name = folded_name(credentials.get("username", ""))
        key = f"{ratelimit.get_ip(request)} {name}"
        usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed", key=key
        )
        if usage is None:
            note_throttled(request, key)
            raise self.validation_error("too_many_login_attempts")
        person = authenticate(request, **credentials)
        if person is not None:
            usage.rollback()
        return person

    def pre_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse | None:
        if may_sign_in(user):
            return None
        messages.error(request, NO_MATCH)
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not recently_authenticated(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_profile")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        defaults = {"email": email, "current_site": {"name": settings.SITE_NAME}}
        mail.post(self.render_mail(template_prefix, email, {**defaults, **context}))


def note_throttled(request: HttpRequest, key: str) -> None:
    """Write it down once a quarter of an hour: a flood shall not fill the audit log."""
    digest = hashlib.sha256(key.encode()).hexdigest()
    if cache.add(f"throttled:{digest}", True, RETRY_AFTER_SECONDS):
        log_action(Action.THROTTLED, request=request)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted: a copy of the database alone opens nothing."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"second factor {key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
