"""What allauth has no public door for; tests/accounts/test_allauth_internals.py holds each to what
is expected of it here, so that an upgrade which moves one is noticed by name."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.core.internal import ratelimit  # its public twin cannot take an attempt back
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY

__all__ = [
    "SECRET_SESSION_KEY",
    "normalize_user_code",
    "perform_password_login",
    "ratelimit",
]
