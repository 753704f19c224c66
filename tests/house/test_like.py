"""LIKE, icontains and iexact fold every alphabet, on SQLite as on PostgreSQL."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from newsroom.sqlite import like


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("şəhər", "ŞƏHƏR"),
        ("ŞƏHƏR", "şəhər"),
        ("Связь", "СВЯЗЬ"),
        ("5G Network", "5g network"),
        ("Bakı", "BAKI"),
    ],
)
def test_names_that_differ_in_case_are_found(name, asked):
    Group.objects.create(name=name)

    assert Group.objects.filter(name__iexact=asked).exists()
    assert Group.objects.filter(name__icontains=asked[1:]).exists()
    assert Group.objects.filter(name__istartswith=asked[:2]).exists()


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
