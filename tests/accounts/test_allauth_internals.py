"""What the newsroom takes from inside allauth does what is expected of it."""

from inspect import signature

import pytest
from django.test import RequestFactory
from django.urls import reverse

from newsroom.accounts.allauth_internals import (
    SECRET_SESSION_KEY,
    normalize_user_code,
    perform_password_login,
    ratelimit,
)

from .conftest import sign_in

LIMITS = {"guess": "2/15m/key"}


def attempt(key="a"):
    request = RequestFactory().post("/")
    return ratelimit.consume(
        request, app="allauth.account", action="guess", config=LIMITS, key=key
    )


@pytest.mark.django_db
def test_an_attempt_is_counted_refused_over_the_limit_and_can_be_taken_back(clock):
    first = attempt()
    clock.shift(1)
    second, third = attempt(), attempt()
    second.rollback()

    assert (bool(first), third, bool(attempt()), attempt()) == (True, None, True, None)
    assert attempt("b")


def test_addresses_of_one_household_count_as_one():
    request = RequestFactory().post("/", REMOTE_ADDR="2001:db8::7:1")

    assert ratelimit.get_ip(request) == "2001:db8::"


def test_a_password_login_takes_what_the_form_gives():
    assert list(signature(perform_password_login).parameters) == [
        "request",
        "credentials",
        "login",
    ]


def test_a_code_is_one_however_it_is_typed():
    assert normalize_user_code(" 123 456") == normalize_user_code("123456")


def test_the_secret_that_an_app_is_shown_lies_in_the_session_by_this_name(client, editor):
    sign_in(client, "editor")

    page = client.get(reverse("mfa_activate_totp"))

    assert client.session[SECRET_SESSION_KEY] in page.content.decode()
