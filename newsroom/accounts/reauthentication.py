"""Signing in again before people, roles, keys and one's own locks are changed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from .sessions import moment


def mark_reauthenticated(request: HttpRequest) -> None:
    """Note in the session that its person has just proved who they are."""
    request.session["reauthenticated_at"] = timezone.now().isoformat()


def recently_authenticated(request: HttpRequest) -> bool:
    """Tell whether the person signed in, or signed in again, a short while ago."""
    reauthenticated_at = moment(request.session.get("reauthenticated_at"))
    if reauthenticated_at is None:
        return False
    age = timezone.now() - reauthenticated_at
    return age.total_seconds() < settings.FRESH_SECONDS


def sign_in_again(request: HttpRequest) -> HttpResponse | None:
    """Return None for a fresh session, else the way to the page that makes it one and leads back.

    What was posted is not kept: it may hold a password. The window is wide enough for a form.
    """
    if recently_authenticated(request):
        return None
    return redirect(
        f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}"
    )
