"""Settings of accounts that refuse what is wrong, and checks that say what is missing."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.accounts import account_checks
from newsroom.config.email_url import mail_settings, sender


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ("dummy", "", 25, False, False)),
        ("consolemail://", ("console", "", 25, False, False)),
        ("smtp://mail.example", ("smtp", "mail.example", 25, False, False)),
        ("smtp://mail.example:587", ("smtp", "mail.example", 587, True, False)),
        ("smtp://me:hush@mail.example", ("smtp", "mail.example", 25, True, False)),
        ("smtps://me:hush@mail.example", ("smtp", "mail.example", 465, False, True)),
    ],
)
def test_an_address_of_a_mail_server(url, expected):
    found = mail_settings(url)

    kind = found["EMAIL_BACKEND"].split(".")[-2]
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert (kind, *(found[name] for name in names)) == expected


def test_signs_in_a_password_are_written_as_in_any_address():
    assert mail_settings("smtp://me:h%40%3A@mail.example")["EMAIL_HOST_PASSWORD"] == "h@:"


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://hush@mail.example", "smtp://", "smtp://hush:x", "smtps:hush"],
)
def test_a_wrong_address_is_refused_and_not_repeated(url):
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL must be") as refusal:
        mail_settings(url)

    assert "hush" not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["", "desk@news.example", "Xəbər <desk@xəbər.example>", '"News, the" <desk@10.0.0.5>'],
)
def test_a_sender_of_mails(text):
    assert sender(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "news.example",
        "a@b.example, c@d.example",
        "a@b..example",
        "News <a@b.example",
        "a@b\nBcc: c",
    ],
)
def test_a_sender_that_is_no_address_is_refused(text):
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_FROM must be one address"):
        sender(text)


def test_production_without_mail_is_told_so(settings):
    settings.PRODUCTION = True

    assert [found.id for found in account_checks.mail_configured()] == ["newsroom.W101"]
    settings.EMAIL_URL = "smtp://mail.example"
    assert account_checks.mail_configured() == []


def test_a_slip_in_a_roles_name_is_told(settings):
    settings.MFA_ROLES = ["Chief", "Cheif", "Administrator"]

    found = account_checks.second_factor_roles_exist()

    assert [one.id for one in found] == ["newsroom.W102"]
    assert found[0].msg == "MFA_ROLES names what is no role: Cheif."
