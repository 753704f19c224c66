"""Authenticator apps, recovery codes, and roles that must have a second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import build

from .conftest import sign_in, signed_in, who

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def add_app(person):
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).get_unused_codes()


def code(secret=SECRET, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def second_step(client, value):
    return client.post(reverse("mfa_authenticate"), {"code": value})


def test_with_an_app_the_password_alone_is_not_enough(client, editor):
    add_app(editor)

    answer = sign_in(client, "editor")

    assert answer["Location"] == reverse("mfa_authenticate")
    assert who(client) is None


def test_the_code_of_the_app_signs_in(client, editor):
    add_app(editor)
    sign_in(client, "editor")

    second_step(client, code())

    assert who(client) == editor.pk


def test_a_code_is_taken_once(editor):
    add_app(editor)
    first, second = Client(), Client()
    sign_in(first, "editor")
    sign_in(second, "editor")

    second_step(first, code())
    second_step(second, code())

    assert (who(first), who(second)) == (editor.pk, None)


@pytest.mark.parametrize(("later", "seconds"), [(0, 31), (1, 31), (1, 59)])
def test_a_code_is_taken_once_for_as_long_as_it_is_right(editor, clock, later, seconds):
    add_app(editor)
    first, second = Client(), Client()
    value = code(later=later)
    sign_in(first, "editor")
    second_step(first, value)
    clock.shift(seconds)

    sign_in(second, "editor")
    second_step(second, value)

    assert (who(first), who(second)) == (editor.pk, None)


@pytest.mark.parametrize("written", ["{}", " {} ", "{}-"])
def test_the_code_that_sets_an_app_up_signs_in_no_more(editor, written):
    client, stranger = signed_in(editor), Client()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    value = code(secret)
    client.post(reverse("mfa_activate_totp"), {"code": value})

    sign_in(stranger, "editor")
    answer = second_step(stranger, written.format(value))

    assert answer.context["form"].errors["code"] == [
        "That code is not right, or was used already."
    ]
    assert who(stranger) is None
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


def test_a_code_that_signed_in_proves_nobody_again(client, editor):
    add_app(editor)
    sign_in(client, "editor")
    second_step(client, code())

    answer = client.post(reverse("mfa_reauthenticate"), {"code": code()})

    assert "code" in answer.context["form"].errors


def test_a_recovery_code_signs_in_once(editor):
    codes = add_app(editor)
    first, second = Client(), Client()
    sign_in(first, "editor")
    sign_in(second, "editor")

    second_step(first, codes[0])
    second_step(second, codes[0])

    assert (who(first), who(second)) == (editor.pk, None)


def test_an_app_is_set_up_and_its_recovery_codes_are_shown_once(editor):
    client = signed_in(editor)
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("mfa_totp_picture"))

    answer = client.post(
        reverse("mfa_activate_totp"),
        {"code": code(page.context["form"].secret)},
        follow=True,
    )

    assert picture["Content-Type"] == "image/svg+xml"
    assert len(answer.context["unused_codes"]) == 10
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert set(again.context["unused_codes"]) == {"****"}


def test_secrets_lie_encrypted(editor):
    codes = add_app(editor)
    with connection.cursor() as cursor:
        cursor.execute("select data from mfa_authenticator")
        stored = str(cursor.fetchall())

    assert SECRET not in stored
    assert [code for code in codes if code in stored] == []


def test_after_a_change_of_key_the_old_one_still_reads_secrets(client, editor, settings):
    add_app(editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of fifty random letters, which is the new one"
    sign_in(client, "editor")

    second_step(client, code())

    assert who(client) == editor.pk


# Demanded by role


@pytest.fixture
def demanded(settings):
    settings.MFA_ROLES = ["Chief", "Administrator"]


@pytest.mark.parametrize(
    "name", ["admin:index", "admin:articles_article_add", "account_profile"]
)
def test_a_chief_without_one_is_sent_to_set_it_up_and_nowhere_else(name, demanded):
    client = signed_in(build.person("Chief"))

    assert client.get(reverse(name))["Location"] == reverse("mfa_index")
    assert client.post(reverse(name))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn"])
def test_the_pages_that_set_it_up_are_open(name, demanded):
    assert signed_in(build.person("Chief")).get(reverse(name)).status_code == 200


def test_an_administrator_is_asked_too(demanded, administrator):
    answer = signed_in(administrator).get(reverse("admin:index"))

    assert answer["Location"] == reverse("mfa_index")


def test_with_one_the_desk_is_open(demanded):
    chief = build.person("Chief")
    add_app(chief)

    assert signed_in(chief).get(reverse("admin:index")).status_code == 200


def test_other_roles_are_not_asked(demanded, editor):
    assert signed_in(editor).get(reverse("admin:index")).status_code == 200


def test_who_removes_the_last_one_is_asked_again(demanded):
    chief = build.person("Chief")
    add_app(chief)
    client = signed_in(chief)
    client.get(reverse("admin:index"))

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(reverse("admin:index"))["Location"] == reverse("mfa_index")


def test_a_factor_is_asked_about_once_a_session(demanded, django_assert_num_queries):
    chief = build.person("Chief")
    add_app(chief)
    client = signed_in(chief)
    client.get(reverse("admin:index"))

    with django_assert_num_queries(2):  # The session and its person.
        client.get(reverse("account_session_check"))


# Lost


def test_an_administrator_resets_a_lost_factor(administrator, editor):
    add_app(editor)
    theirs = signed_in(editor)
    address = reverse("admin:newsroom_staff_reset_factors", args=[editor.pk])

    asked = signed_in(administrator).get(address)
    signed_in(administrator).post(address)

    assert asked.status_code == 200
    assert Authenticator.objects.filter(user=editor).count() == 0
    assert who(theirs) is None


@pytest.mark.parametrize("role", ["Chief", "Editor", "Legal"])
def test_nobody_else_does(role, editor):
    add_app(editor)
    address = reverse("admin:newsroom_staff_reset_factors", args=[editor.pk])

    answer = signed_in(build.person(role)).post(address)

    assert (answer.status_code, Authenticator.objects.count()) == (403, 2)
