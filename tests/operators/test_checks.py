"""Each system check of ours, tripped once and passed once."""

import pytest
from django.contrib.auth import get_user_model
from django.core.checks import run_checks

from newsroom import system_checks


@pytest.fixture
def production(settings):
    settings.PRODUCTION = True
    settings.PUBLIC_URL = "https://news.example"
    settings.ALLOWED_HOSTS = ["news.example"]
    return settings


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.django_db
def test_a_demo_account_in_production_is_an_error(production):
    get_user_model().objects.create_user("editor", password="dateline-baku-2025")

    found = system_checks.demo_accounts(databases=["default"])

    assert ids(found) == ["newsroom.E001"]
    assert found[0].msg == "Demo accounts can sign in: editor."


@pytest.mark.django_db
def test_a_demo_account_with_the_password_of_this_demo_is_an_error(production):
    production.DEMO_PASSWORD = "another-for-the-fair"
    get_user_model().objects.create_user("chief", password="another-for-the-fair")

    assert ids(system_checks.demo_accounts(databases=["default"])) == ["newsroom.E001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "person",
    [
        {"username": "editor", "password": "a password of its own"},
        {"username": "editor", "password": "dateline-baku-2025", "is_active": False},
    ],
)
def test_a_person_who_only_has_such_a_name_is_fine(production, person):
    get_user_model().objects.create_user(**person)

    assert system_checks.demo_accounts(databases=["default"]) == []


@pytest.mark.django_db
def test_demo_accounts_are_fine_locally():
    get_user_model().objects.create_user("editor", password="dateline-baku-2025")

    assert system_checks.demo_accounts(databases=["default"]) == []


def test_the_database_is_asked_only_where_that_is_wanted(production):
    assert system_checks.demo_accounts(databases=None) == []


def test_media_in_a_place_that_is_no_folder_is_an_error(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    assert ids(system_checks.media_writable()) == ["newsroom.E002"]


def test_media_that_may_not_be_written_is_an_error(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("os.access", lambda path, mode: False)

    assert ids(system_checks.media_writable()) == ["newsroom.E002"]


def test_media_that_can_be_made_is_fine(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"

    assert system_checks.media_writable() == []


def test_a_public_host_that_would_be_refused_is_an_error(production):
    production.ALLOWED_HOSTS = ["www.news.example"]

    assert ids(system_checks.public_host_allowed()) == ["newsroom.E003"]


def test_a_public_host_under_an_allowed_domain_is_fine(production):
    production.ALLOWED_HOSTS = [".news.example"]

    assert system_checks.public_host_allowed() == []


def test_static_files_that_are_not_collected_are_an_error(settings, tmp_path):
    settings.STATIC_HASHED, settings.STATIC_ROOT = True, tmp_path

    assert ids(system_checks.static_collected()) == ["newsroom.E004"]
    assert not system_checks.static_collected()[0].is_serious()  # a clone goes on


def test_in_production_nothing_starts_without_them(production, tmp_path):
    production.STATIC_HASHED, production.STATIC_ROOT = True, tmp_path

    assert system_checks.static_collected()[0].is_serious()


def test_collected_static_files_are_fine(settings, tmp_path):
    settings.STATIC_HASHED, settings.STATIC_ROOT = True, tmp_path
    (tmp_path / "staticfiles.json").touch()

    assert system_checks.static_collected() == []


@pytest.mark.parametrize("name", ["THREADS", "REDIS_URL_FILE"])
def test_a_removed_variable_that_is_still_set_is_named(name, monkeypatch):
    monkeypatch.setenv(name, "8")

    warnings = system_checks.removed_variables()

    assert ids(warnings) == ["newsroom.W005"]
    assert name.removesuffix("_FILE") in warnings[0].msg


def test_a_clone_has_nothing_to_complain_of():
    assert run_checks() == []
