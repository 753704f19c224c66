from collections.abc import Callable
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from qrcode.image.svg import SvgPathImage

from articles.models import Notice
from newsroom.accounts.sessions import StaffSession
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action

from . import mail, people, token_links
from .adapter import note_throttled
from .allauth_internals import SECRET_SESSION_KEY, ratelimit
from .desk_pages import render_desk_page
from .forms import (
    NAME_IN_USE,
    JoinForm,
    NewPasswordForm,
    ProfileForm,
    ResetForm,
    SignInForm,
)
from .names import folded_address
from .reauthentication import sign_in_again
from .session_rules import RETRY_AFTER_SECONDS, second_factor_required


class SignInView(LoginView):
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def too_many(request: HttpRequest) -> HttpResponse:
    """What a throttled request gets where no form can say it."""
    response = render_desk_page(
        request, "account/too_many.html", title="Too many attempts", status=429
    )
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


@require_GET
def session_check(request: HttpRequest) -> JsonResponse:
    """Tell a form that is about to be sent whether its person is still signed in.

    With the token that a sign-in since then has made new, so that the form goes through.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"person": None}, status=401)
    return JsonResponse({"person": request.user.pk, "token": get_token(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The answer is the same whoever's address was given."""
    if not mail.is_configured():
        return render_desk_page(
            request,
            "account/no_mail.html",
            title="Forgot your password?",
            administrators=mail.administrators(),
        )
    form = ResetForm(request.POST or None)
    if not form.is_valid():
        return render_desk_page(
            request, "account/forgotten.html", title="Forgot your password?", form=form
        )
    email = form.cleaned_data["email"]
    if refusal := _over_limit(request, "reset_password", folded_address(email)):
        return refusal
    _send_reset(request, email)
    return render_desk_page(
        request, "account/forgotten_sent.html", title="Check your e-mail", email=email
    )


def _send_reset(request: HttpRequest, email: str) -> None:
    """The link goes to the address on record, never to the one that was typed."""
    owners = (
        get_user_model().objects.at_address(email).filter(is_active=True, is_staff=True)
    )
    for person in owners[:3]:
        text = (
            f"We received a request to reset the password of {person.username}.\n\n"
            f"Choose a new one here, within one hour:\n{token_links.reset_link(person)}\n\n"
            "If it was not you, do nothing: your password stays as it is.\n"
        )
        mail.write_to(person.email, "A new password", text)
        log_action(Action.PASSWORD_RESET, note="asked", about=person, request=request)


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password by the link of a mail."""
    if refusal := _over_limit(request, "reset_password", token[:40]):
        return refusal
    try:
        person = token_links.person_of_reset(token)
    except token_links.BadLink as bad:
        return _bad_link(request, bad, "New password")
    form = NewPasswordForm(request.POST or None, person=person)
    if not form.is_valid():
        return render_desk_page(
            request, "account/reset.html", title="New password", form=form, person=person
        )
    person.set_password(form.cleaned_data["password1"])
    person.save(update_fields=["password"])
    people.end_sessions(person)
    log_action(Action.PASSWORD_RESET, by=person, about=person, note="done", request=request)
    messages.success(request, "Your new password is in place. Sign in with it.")
    return redirect("account_login")


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account that an invitation promises, and go on into the desk."""
    if refusal := _over_limit(request, "invitation"):
        return refusal
    try:
        invite = token_links.invitation_of(token)
    except token_links.BadLink as bad:
        return _bad_link(request, bad, "Invitation")
    first, _, last = invite.name.partition(" ")
    person = get_user_model()(email=invite.email, first_name=first, last_name=last)
    initial = {"username": invite.email.partition("@")[0]}
    form = JoinForm(request.POST or None, person=person, initial=initial)
    if form.is_valid() and (answer := _join(request, invite, form)):
        return answer
    return render_desk_page(
        request, "account/join.html", title="Welcome", form=form, invitation=invite
    )


def _join(request: HttpRequest, invite: Any, form: JoinForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        person = people.join(
            invite, username=data["username"], password=data["password1"], request=request
        )
    except IntegrityError:
        form.add_error("username", NAME_IN_USE)
        return None
    if person is None:
        return _bad_link(
            request, token_links.BadLink(token_links.INVITATION["used"]), "Invitation"
        )
    return perform_login(request, person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and address, and the way to everything else that is one's own."""
    if request.method == "POST" and (detour := sign_in_again(request)):
        return detour
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        if "email" in form.changed_data:
            log_action(
                Action.PERSON_CHANGED, by=request.user, about=request.user, note="e-mail"
            )
        messages.success(request, "Saved.")
        return redirect("account_profile")
    request.user.refresh_from_db(fields=form.Meta.fields)
    return render_desk_page(
        request,
        "account/profile.html",
        title="Your account",
        form=form,
        sessions=StaffSession.objects.filter(person=request.user).count(),
        factors=request.user.authenticator_set.exclude(type="recovery_codes").count(),
        second_factor_required=second_factor_required(request.user),
        mail=Notice.objects.mail_to(request.user, request.user.email).first(),
    )


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = list(StaffSession.objects.current(request.user))
    rows.sort(key=lambda row: row.session_key != request.session.session_key)
    return render_desk_page(
        request,
        "account/sessions.html",
        title="Signed-in devices",
        sessions=rows,
        current=request.session.session_key,
    )


@login_required
@require_POST
def end_session(request: HttpRequest, number: str) -> HttpResponse:
    """End one of one's own sessions, or with `others` all but this."""
    own = StaffSession.objects.filter(person=request.user)
    here = request.session.session_key
    keys = [
        row.session_key
        for row in own
        if (row.session_key != here if number == "others" else row.number == number)
    ]
    if not keys and number != "others":
        raise Http404
    count, _ = own.filter(session_key__in=keys).delete()
    note = f"{count} ended"
    log_action(
        Action.SESSION_ENDED,
        by=request.user,
        about=request.user,
        note=note,
        request=request,
    )
    messages.success(request, "Signed out there.")
    return redirect("account_sessions")


@login_required
@require_GET
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The picture that an authenticator app reads; inline it would break the strict policy."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    out = BytesIO()
    address = get_adapter().build_totp_url(request.user, secret)
    qrcode.make(address, image_factory=SvgPathImage).save(out)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def _over_limit(
    request: HttpRequest, action: str, key: str | None = None
) -> HttpResponse | None:
    allowed: Callable[..., Any] = ratelimit.consume
    if allowed(request, app="allauth.account", action=action, key=key):
        return None
    note_throttled(request, f"{action} {ratelimit.get_ip(request)}")
    return too_many(request)


def _bad_link(request: HttpRequest, bad: token_links.BadLink, title: str) -> HttpResponse:
    if str(bad) != token_links.FORGED:  # Anybody can make those up, by the thousand.
        log_action(Action.LINK_REFUSED, note=str(bad), request=request)
    return render_desk_page(
        request, "account/bad_link.html", title=title, sentence=str(bad), status=404
    )
