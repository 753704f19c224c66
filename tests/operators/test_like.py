"""LIKE, icontains and iexact fold every alphabet, on SQLite as on PostgreSQL."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F
from django.test import RequestFactory

from articles.models import Article, Author, Photo
from newsroom.accounts.models import Staff
from newsroom.audit.actions import Action
from newsroom.audit.log import log_action
from newsroom.audit.models import AuditEntry
from newsroom.backends.sqlite_like import like
from tests import build


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("şəhər", "ŞƏHƏR"),
        ("ŞƏHƏR", "şəhər"),
        ("Связь", "СВЯЗЬ"),
        ("5G Network", "5g network"),
        ("Bakı", "BAKI"),
        ("İlqar", "ilqar"),
        ("ilqar", "İLQAR"),
        ("Işıq", "işiq"),
        ("i\u0307lqar", "Ilqar"),
        ("S\u0327amil", "ŞAMİL"),
        ("Şamil", "s\u0327amil"),
        ("Йосиф", "И\u0306ОСИФ"),
        ("Straße", "STRAẞE"),
    ],
)
def test_names_that_differ_in_case_are_found(name, asked):
    Group.objects.create(name=name)

    assert Group.objects.filter(name__iexact=asked).exists()
    assert Group.objects.filter(name__icontains=asked[3:]).exists()
    assert Group.objects.filter(name__istartswith=asked[:3]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "asked"),
    [("Şamil", "samil"), ("Strasse", "STRAẞE"), ("Ёлкин", "елкин"), ("Əli", "eli")],
)
def test_other_letters_are_other_letters(name, asked):
    Group.objects.create(name=name)

    assert not Group.objects.filter(name__iexact=asked).exists()
    assert not Group.objects.filter(name__icontains=asked).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["ilqar", "İLQAR", "ŞIX", "şix"])
def test_what_the_desk_searches_is_folded_too(asked):
    chief = build.person("Chief", first_name="İlqar", last_name="ŞIXLI")
    story = build.article(chief, headline="İlqar Şıxlı in Baku")
    author = build.author("İLQAR Şıxlı")
    photo = build.photo(chief, source="Şıxlı İlqar")
    log_action(Action.EXPORTED, by=chief, note="İlqar ŞIXLI")

    found = {
        model: set(_found(model, asked))
        for model in (Staff, Article, Author, Photo, AuditEntry)
    }

    assert chief in found[Staff]
    assert (story in found[Article], author in found[Author]) == (True, True)
    assert found[Photo] == {photo}
    assert len(found[AuditEntry]) == 1


def _found(model, asked):
    """What the desk's list of these finds for words."""
    desk = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = build.admin(f"root{model.__name__}")
    return desk.get_search_results(request, model.objects.all(), asked)[0]


@pytest.mark.django_db
def test_conditions_on_other_columns_fold_alike():
    Staff.objects.create(username="one", first_name="İLQAR Məmmədov", last_name="ilqar")

    for condition in ("first_name__icontains", "first_name__istartswith"):
        assert Staff.objects.filter(**{condition: F("last_name")}).count() == 1


@pytest.mark.django_db
def test_wildcards_that_people_type_are_plain_characters():
    Group.objects.create(name="100 percent")

    assert not Group.objects.filter(name__icontains="%").exists()
    assert not Group.objects.filter(name__icontains="100_percent").exists()


@pytest.mark.django_db
@pytest.mark.sqlite
def test_null_stays_null():
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULL LIKE 'a', 'a' LIKE NULL, 'B' LIKE 'b'")

        assert cursor.fetchone() == (None, None, 1)


@pytest.mark.parametrize(
    ("pattern", "value", "escape", "matches"),
    [
        ("a%c", "abbbc", None, True),
        ("a%c", "a\nc", None, True),
        ("a_c", "abc", None, True),
        ("a_c", "ac", None, False),
        (r"a\%c", "a%c", "\\", True),
        (r"a\%c", "abc", "\\", False),
        ("abc\\", "abc", "\\", True),
        ("a.c", "abc", None, False),
        ("%İSTANBUL%", "istanbul", None, True),
        (12, 12, None, True),
    ],
)
def test_patterns_mean_what_sql_says(pattern, value, escape, matches):
    assert like(pattern, value, escape) is matches
