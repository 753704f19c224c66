"""Name and password: who gets in, and what everybody else is told."""

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.accounts.sessions import StaffSession
from tests import build

from .conftest import PASSWORD, sign_in, signed_in, who


def refusal(response):
    return response.status_code, response.context["form"].non_field_errors()


def test_a_right_password_leads_to_where_one_wanted_to_go(client, editor):
    wanted = reverse("admin:articles_article_changelist")

    answer = client.post(
        f"{reverse('account_login')}?next={wanted}",
        {"username": "editor", "password": PASSWORD},
    )

    assert (answer.status_code, answer["Location"]) == (302, wanted)
    assert who(client) == editor.pk


def test_an_address_of_another_site_leads_to_the_desk(client, editor):
    answer = client.post(
        f"{reverse('account_login')}?next=https://evil.example/",
        {"username": "editor", "password": PASSWORD},
    )

    assert answer["Location"] == reverse("admin:index")


@pytest.mark.parametrize("name", ["editor", "EDITOR", "editor@news.example"])
def test_name_and_address_both_sign_in(name, client, editor):
    sign_in(client, name)

    assert who(client) == editor.pk


@pytest.mark.parametrize("name", ["editor", "nobody", "idle", "outsider"])
def test_every_refusal_has_the_same_words(name, client, editor):
    build.person("Editor", "idle", is_active=False)
    build.person("", "outsider")
    password = "wrong" if name == "editor" else PASSWORD

    answer = sign_in(client, name, password)

    assert refusal(answer) == (200, ["Wrong name or password."])


@pytest.mark.parametrize("name", ["editor", "nobody", "idle"])
def test_every_refusal_costs_one_hash(name, client, editor, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    build.person("Editor", "idle", is_active=False)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args)
    )

    sign_in(client, name, "wrong")

    assert len(hashed) == 1


def test_two_people_of_one_address_sign_in_by_name_only(client):
    build.person("Editor", "one", email="desk@news.example")
    build.person("Editor", "two", email="desk@news.example")

    assert refusal(sign_in(client, "desk@news.example"))[0] == 200
    sign_in(client, "two")
    assert who(client) is not None


def test_there_is_no_sign_up(client):
    # To sign in, as for any nonsense.
    assert client.get("/admin/signup/").status_code == 302
    assert client.get("/accounts/signup/").status_code == 404


def test_the_session_has_a_new_key_after_signing_in(client, editor):
    client.force_login(build.person("Editor", "before"))
    before = client.session.session_key

    client.logout()
    sign_in(client, "editor")

    assert client.session.session_key != before


def test_signing_out_ends_the_session_on_the_server(editor):
    client = signed_in(editor)
    stolen = Client()
    stolen.cookies = client.cookies.copy()

    client.post(reverse("account_logout"))

    assert who(stolen) is None
    assert StaffSession.objects.filter(person=editor).count() == 0


def test_signing_out_needs_a_post(editor):
    client = signed_in(editor)

    client.get(reverse("account_logout"))

    assert who(client) == editor.pk


def test_a_login_without_a_token_is_refused(editor):
    client = Client(enforce_csrf_checks=True)

    assert sign_in(client, "editor").status_code == 403


def test_the_page_stays_the_same_with_one_person_and_with_many(
    client, editor, django_assert_num_queries
):
    with django_assert_num_queries(0):
        client.get(reverse("account_login"))


def test_public_pages_know_nothing_of_sessions(editor):
    answer = signed_in(editor).get("/")

    assert (answer.cookies, "Cookie" in answer.get("Vary", "")) == ({}, False)
