from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from .sessions import moment

GetResponse = Callable[[HttpRequest], HttpResponseBase]
RETRY_AFTER_SECONDS = 15 * 60
SEEN_EVERY_SECONDS = 5 * 60
ADMINISTRATOR = "Administrator"
# What somebody may open who has yet to set up a second factor: its pages, and the way out.
SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_totp_picture",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "account_login",
    "account_logout",
    "account_session_check",
    "jsi18n",
}


def throttled(get_response: GetResponse) -> GetResponse:
    """A form that says "too many attempts" says it to programs too."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(request, "throttled", False):
            response.status_code = 429
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response

    return middleware


def session_rules(get_response: GetResponse) -> GetResponse:
    """A session lives while it is used, and a week at most. Only the desk has any.

    Whose it is, is asked after the form has been read and its token compared: where the database
    does not answer, what was typed can be shown again.
    """
    prefix = f"/{settings.ADMIN_PATH}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, *_: Any) -> None:
        if not request.path_info.startswith(prefix) or not request.user.is_authenticated:
            return
        now = timezone.now()
        started = moment(request.session.get("started_at"))
        if started is None or (now - started).total_seconds() > settings.SESSION_MAX_AGE:
            logout(request)
            return
        seen = moment(request.session.get("seen_at")) or started
        # Not at each request: every write of a session is one of the database.
        if (now - seen).total_seconds() > SEEN_EVERY_SECONDS:
            request.session["seen_at"] = now.isoformat()

    middleware.process_view = process_view
    return middleware


def second_factor(get_response: GetResponse) -> GetResponse:
    """Whose role demands a second factor sets one up before anything else."""
    prefix = f"/{settings.ADMIN_PATH}"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, *_: Any) -> HttpResponse | None:
        if not settings.MFA_ROLES or not request.path_info.startswith(prefix):
            return None
        if request.resolver_match.url_name in SETTING_UP or not needs_second_factor(
            request
        ):
            return None
        messages.warning(request, "Your role needs a second factor. Set one up to go on.")
        return redirect("mfa_index")

    middleware.process_view = process_view
    return middleware


def needs_second_factor(request: HttpRequest) -> bool:
    """Tell whether the person's role demands a second factor that he does not have."""
    person = request.user
    if not person.is_authenticated or request.session.get("factor"):
        return False
    if not second_factor_required(person):
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    if Authenticator.objects.filter(user=person, type__in=kinds).exists():
        request.session["factor"] = True
        return False
    return True


def second_factor_required(person: Any) -> bool:
    if person.is_superuser and ADMINISTRATOR in settings.MFA_ROLES:
        return True
    return person.groups.filter(name__in=settings.MFA_ROLES).exists()
