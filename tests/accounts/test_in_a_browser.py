"""Passkeys and lost sessions in a real browser; the strict policy stops nothing of ours."""

import pytest

from articles.models import Article
from newsroom.accounts.sessions import StaffSession
from tests import build

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def by_password(page):
    page.goto("/admin/login/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")


@pytest.fixture
def with_key(page, editor):
    """A browser with a key in it, on localhost: passkeys do not know bare addresses."""
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def test_a_passkey_signs_in_without_a_password(with_key):
    page = with_key
    by_password(page)
    page.goto("/admin/account/factors/keys/add/")
    page.click("text=Make the passkey")
    page.wait_for_selector(".codes")
    page.click("text=Sign out")
    page.wait_for_selector("#login-form")

    page.goto("/admin/login/?next=/admin/account/")
    page.click("text=Sign in with a passkey")
    page.wait_for_selector("#user-tools")

    assert "You sign in as editor." in page.inner_text(".account")


def test_a_key_is_the_second_step_after_the_password(with_key):
    page = with_key
    by_password(page)
    page.goto("/admin/account/factors/keys/add/")
    page.uncheck("#id_passwordless")
    page.click("text=Make the passkey")
    page.wait_for_selector(".codes")
    StaffSession.objects.all().delete()

    page.goto("/admin/login/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.click("text=Use a passkey or key")
    page.wait_for_selector("#user-tools")


def test_a_passkey_that_fails_says_so(page, editor):
    page.goto("/admin/login/")
    page.route("**/login/passkey/", lambda route: route.abort())

    page.click("text=Sign in with a passkey")
    page.wait_for_selector(".passkey-error:visible")

    assert "The passkey was not used." in page.inner_text(".passkey-error")


def test_what_was_typed_outlives_the_session(page, editor):
    story = build.article(editor)
    by_password(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.fill("#id_headline", "Typed before the session ended")
    StaffSession.objects.all().delete()

    page.click("[name=_save]")
    page.wait_for_selector(".signed-out")
    with page.context.expect_page() as opened:
        page.click(".signed-out a")
    tab = opened.value
    tab.fill("#id_username", "editor")
    tab.fill("#id_password", PASSWORD)
    tab.click("[type=submit]")
    tab.wait_for_selector("#user-tools")
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist")

    assert Article.objects.get().headline == "Typed before the session ended"


def test_a_server_that_is_gone_costs_nothing_typed(page, editor):
    story = build.article(editor)
    by_password(page)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.fill("#id_headline", "Typed during a restart")
    page.route("**/account/alive/", lambda route: route.abort())

    page.click("[name=_save]")
    page.wait_for_selector(".signed-out")

    assert "The server does not respond." in page.inner_text(".signed-out")
    assert page.input_value("#id_headline") == "Typed during a restart"
