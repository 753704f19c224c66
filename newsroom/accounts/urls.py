"""Addresses of accounts, below the admin's; those of allauth keep the names it asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.views.generic import RedirectView

from . import views
from .desk_pages import in_the_desk as desk

to_factors = RedirectView.as_view(pattern_name="mfa_index")

urlpatterns = [
    path("login/", desk(views.SignInView.as_view(), title="Sign in"), name="account_login"),
    path(
        "login/code/", desk(mfa.authenticate, title="Second step"), name="mfa_authenticate"
    ),
    path("login/passkey/", desk(keys.login_webauthn), name="mfa_login_webauthn"),
    path("logout/", desk(account.logout, title="Sign out"), name="account_logout"),
    path("forgotten/", views.forgotten, name="account_reset_password"),
    path("forgotten/<str:token>/", views.reset, name="account_reset_password_from_link"),
    path("invitation/<str:token>/", views.invitation, name="account_invitation"),
    path("account/", views.profile, name="account_profile"),
    # Forms that are open while the server is upgraded go on asking at this address.
    path("account/alive/", views.session_check, name="account_session_check"),
    path("account/sessions/", views.sessions, name="account_sessions"),
    path(
        "account/sessions/<slug:number>/end/", views.end_session, name="account_end_session"
    ),
    path(
        "password_change/",
        desk(account.password_change, title="Change password"),
        name="account_change_password",
    ),
    path(
        "account/again/",
        desk(account.reauthenticate, title="Sign in again"),
        name="account_reauthenticate",
    ),
    path(
        "account/again/code/",
        desk(mfa.reauthenticate, title="Sign in again"),
        name="mfa_reauthenticate",
    ),
    path(
        "account/again/passkey/",
        desk(keys.reauthenticate_webauthn, title="Sign in again"),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/factors/",
        desk(mfa.index, title="Two-factor authentication"),
        name="mfa_index",
    ),
    path("account/factors/keys/", to_factors, name="mfa_list_webauthn"),
    path(
        "account/factors/keys/add/",
        desk(keys.add_webauthn, title="Add a passkey"),
        name="mfa_add_webauthn",
    ),
    path(
        "account/factors/keys/<int:pk>/",
        desk(keys.edit_webauthn, title="Rename a key"),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/factors/keys/<int:pk>/remove/",
        desk(keys.remove_webauthn, title="Remove a key"),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/factors/app/",
        desk(totp.activate_totp, title="Add an authenticator app"),
        name="mfa_activate_totp",
    ),
    path("account/factors/app/picture.svg", views.totp_picture, name="mfa_totp_picture"),
    path(
        "account/factors/app/remove/",
        desk(totp.deactivate_totp, title="Remove the authenticator app"),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/factors/codes/",
        desk(codes.view_recovery_codes, title="Recovery codes"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factors/codes/new/",
        desk(codes.generate_recovery_codes, title="New recovery codes"),
        name="mfa_generate_recovery_codes",
    ),
]
