from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from newsroom.accounts import mail
from tests import build

PASSWORD = "dateline-baku-2025"


@pytest.fixture(autouse=True)
def _database(db: Any) -> None: ...


@pytest.fixture
def posted(settings: Any) -> Any:
    """Mail is configured; `posted()` waits for the postman and returns what he took."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True

    def messages() -> list[Any]:
        mail._postman.submit(int).result()
        return outbox.outbox

    return messages


def sign_in(client: Client, name: str, password: str = PASSWORD, **kwargs: Any) -> Any:
    values = {"username": name, "password": password}
    return client.post(reverse("account_login"), values, **kwargs)


def who(client: Client) -> Any:
    """The key of the person whom a client is signed in as, or None."""
    return client.get(reverse("account_session_check")).json()["person"]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor() -> Any:
    return build.person("Editor", "editor", email="editor@news.example")


@pytest.fixture
def administrator() -> Any:
    return build.admin("root")
