"""Browsers offer no passkeys at an address without a name; pages say so and lead to one."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from .conftest import signed_in

MADE_AT = [reverse("mfa_index"), reverse("mfa_add_webauthn"), reverse("account_login")]


@pytest.fixture(autouse=True)
def _any_host(settings):
    settings.ALLOWED_HOSTS = ["*"]


def shown(client, path, host):
    return html.fromstring(client.get(path, HTTP_HOST=host).content)


def said(page):
    """The sentence and where it leads to, or None."""
    for found in page.xpath("//p[contains(., 'Passkeys need an address with a name')]"):
        return " ".join(found.text_content().split()), found.xpath("string(a/@href)")
    return None


def buttons(page):
    return page.xpath("//form[@data-passkey] | //a[normalize-space()='Add a passkey']")


@pytest.mark.parametrize("path", MADE_AT)
@pytest.mark.parametrize(("host", "port"), [("127.0.0.1:8000", ":8000"), ("[::1]", "")])
def test_at_loopback_the_same_page_at_localhost_is_named(editor, path, host, port):
    visitor = Client() if path == reverse("account_login") else signed_in(editor)
    page = shown(visitor, f"{path}?next=/admin/a%20b", host)
    sentence, href = said(page)
    address = "127.0.0.1" if port else "::1"

    assert sentence == (
        f"Passkeys need an address with a name: browsers offer none at {address}. "
        "Go on at localhost, where they work."
    )
    assert href == f"http://localhost{port}{path}?next=/admin/a%20b"
    assert buttons(page) == []


@pytest.mark.parametrize("host", ["192.168.1.7:8000", "[2001:db8::7]"])
def test_at_another_machine_s_bare_address_no_name_is_guessed(client, host):
    page = shown(client, reverse("account_login"), host)
    sentence, href = said(page)

    assert sentence.startswith(
        "Passkeys need an address with a name: browsers offer none at "
    )
    assert (href, buttons(page)) == ("", [])


def test_where_localhost_is_refused_it_is_not_named(client, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]

    assert said(shown(client, reverse("account_login"), "127.0.0.1"))[1] == ""


@pytest.mark.parametrize("host", ["localhost:8000", "news.example", "127.news.example"])
@pytest.mark.parametrize("path", MADE_AT)
def test_at_a_name_the_pages_are_as_ever(editor, path, host):
    visitor = Client() if path == reverse("account_login") else signed_in(editor)
    page = shown(visitor, path, host)

    assert (said(page), len(buttons(page))) == (None, 1)
