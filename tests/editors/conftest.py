from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests import build


@pytest.fixture(autouse=True)
def _database(db: Any) -> None: ...


@pytest.fixture
def editor() -> Any:
    return build.person("Editor", "editor")


@pytest.fixture
def chief() -> Any:
    return build.person("Chief", "chief")


@pytest.fixture
def reporter() -> Any:
    return build.person("Reporter", "reporter")


@pytest.fixture
def at_desk() -> Any:
    """Sign a person in: `at_desk(editor).get(…)`."""

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def address() -> Any:
    """The address of a page of a story: `address("verb", story, "hold")`."""

    def build_address(name: str, story: Article, *args: Any) -> str:
        return reverse(f"admin:articles_article_{name}", args=[story.pk, *args])

    return build_address
