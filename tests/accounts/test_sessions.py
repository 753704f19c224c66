"""How long a session lives, what ends it, and the page that lists one's own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.accounts.sessions import StaffSession

from .conftest import PASSWORD, sign_in, signed_in, who

HOUR = 3600
NEW = "a sentence nobody guesses"


def test_a_session_ends_after_eight_idle_hours(editor, clock):
    client = signed_in(editor)
    clock.shift(8 * HOUR + 1)

    assert who(client) is None


def test_a_session_that_is_used_goes_on(editor, clock):
    client = signed_in(editor)
    for _ in range(4):
        clock.shift(7 * HOUR)
        assert who(client) == editor.pk


def test_no_session_outlives_a_week(editor, clock):
    client = signed_in(editor)
    for _ in range(24):
        clock.shift(7 * HOUR)
        assert who(client) == editor.pk
    clock.shift(1)

    assert who(client) is None


def test_a_session_is_written_every_five_minutes_and_not_each_request(
    editor, clock, django_assert_num_queries
):
    client = signed_in(editor)
    with django_assert_num_queries(2):
        who(client)
    clock.shift(301)
    with django_assert_num_queries(
        5
    ):  # The session, its person, and one write in a transaction.
        who(client)


def test_another_password_ends_all_other_sessions(editor):
    here, elsewhere = signed_in(editor), signed_in(editor)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    here.post(reverse("account_change_password"), values)

    assert (who(here), who(elsewhere)) == (editor.pk, None)
    assert StaffSession.objects.filter(person=editor).count() == 1


def test_another_role_ends_the_sessions(editor):
    client = signed_in(editor)

    editor.groups.clear()

    assert who(client) is None


def test_an_address_in_the_list_is_not_the_key(editor):
    client = signed_in(editor)

    text = client.get(reverse("account_sessions")).content.decode()

    assert client.session.session_key not in text


def test_one_sees_where_one_is_signed_in_and_ends_one(editor):
    here, there = Client(), Client()
    sign_in(here, "editor")
    sign_in(there, "editor", REMOTE_ADDR="192.0.2.5", HTTP_USER_AGENT="Firefox on a phone")
    listed = here.get(reverse("account_sessions")).context["sessions"]

    other = next(row for row in listed if row.session_key == there.session.session_key)
    here.post(reverse("account_end_session", args=[other.number]))

    assert (other.address, other.browser) == ("192.0.2.5", "Firefox on a phone")
    assert (who(here), who(there)) == (editor.pk, None)


def test_one_ends_all_others(editor):
    here, *others = [signed_in(editor) for _ in range(3)]

    here.post(reverse("account_end_session", args=["others"]))

    assert [who(client) for client in (here, *others)] == [editor.pk, None, None]


def test_nobody_ends_the_session_of_another(editor, administrator):
    theirs = signed_in(administrator)
    number = StaffSession.objects.get(person=administrator).number

    answer = signed_in(editor).post(reverse("account_end_session", args=[number]))

    assert (answer.status_code, who(theirs)) == (404, administrator.pk)


@pytest.mark.parametrize("name", ["account_profile", "account_sessions", "mfa_index"])
def test_pages_of_ones_own_cost_the_same_with_one_session_and_with_thirty(name, editor):
    client = signed_in(editor)
    with CaptureQueriesContext(connection) as with_one:
        client.get(reverse(name))
    for _ in range(29):
        signed_in(editor)

    with CaptureQueriesContext(connection) as with_thirty:
        client.get(reverse(name))

    assert len(with_thirty) == len(with_one)


def test_the_desk_says_who_is_signed_in_still(editor):
    client = signed_in(editor)

    answer = client.get(reverse("account_session_check"))

    assert answer.json()["person"] == editor.pk
    assert len(answer.json()["token"]) == 64
    assert Client().get(reverse("account_session_check")).status_code == 401
