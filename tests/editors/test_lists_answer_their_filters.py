"""A list is narrowed by the filters that it offers, and by no other field of its address.

Else it tells of each field by yes and no, also of those that no page shows; and SQLite runs a
regular expression of an address inside the server, for as long as that likes.
"""

import re

import pytest
from django.contrib import admin

from articles.permissions import CHIEF, PHOTO_DESK, REPORTER
from tests import build

COMPARED = (
    "",
    "__exact",
    "__regex",
    "__iregex",
    "__gte",
    "__lt",
    "__startswith",
    "__isnull",
)


def test_no_list_is_narrowed_by_a_field_that_it_has_no_filter_for(rf):
    request = rf.get("/")

    for model, model_admin in admin.site._registry.items():
        filters = model_admin.list_filter
        offered = {one[0] if isinstance(one, tuple) else one for one in filters}
        for field in {field.name for field in model._meta.get_fields()} - offered:
            for compared in COMPARED:
                asked = field + compared
                own = asked in {getattr(one, "parameter_name", "") for one in filters}
                assert model_admin.lookup_allowed(asked, "1", request) == own, (
                    model,
                    asked,
                )


def test_no_list_takes_a_regular_expression_where_it_has_a_filter(rf):
    request = rf.get("/")

    for model_admin in admin.site._registry.values():
        for one in model_admin.list_filter:
            name = getattr(one, "parameter_name", one[0] if isinstance(one, tuple) else one)
            for compared in (
                "__regex",
                "__iregex",
                "__password__startswith",
                "__name__regex",
            ):
                assert not model_admin.lookup_allowed(f"{name}{compared}", "1", request)


@pytest.mark.parametrize("role", [REPORTER, CHIEF])
def test_the_window_that_picks_a_photo_does_not_tell_where_it_was_taken(role, at_desk):
    photo = build.photo(title="Hall")
    type(photo).objects.filter(pk=photo.pk).update(latitude=40.4)
    url = "/admin/articles/photo/?_popup=1"
    client = at_desk(build.person(role))

    shown = client.get(url).content.decode()
    answers = [client.get(f"{url}&latitude__gte={n}") for n in (40, 41)]

    assert "Hall" in shown
    assert [one.headers["Location"] for one in answers] == [
        "/admin/articles/photo/?e=1"
    ] * 2


@pytest.mark.parametrize(
    "asked", ["name__regex=(.|.)*!", "name__iregex=a", "slug__contains=a"]
)
def test_a_list_runs_no_expression_of_an_address(asked, at_desk):
    build.tag("5G")

    answer = at_desk(build.person(PHOTO_DESK)).get(f"/admin/articles/tag/?{asked}")

    assert answer.headers["Location"] == "/admin/articles/tag/?e=1"


def test_the_filters_that_a_list_offers_work(at_desk):
    boss = build.person(CHIEF)
    build.article(boss, headline="Near")
    client = at_desk(boss)

    for asked, there in {
        "state=writing": True,
        "state=approved": False,
        "whose=mine": True,
    }.items():
        shown = client.get(f"/admin/articles/article/?{asked}")
        assert (shown.status_code, "Near" in shown.content.decode()) == (200, there)


def test_the_audit_record_and_people_keep_theirs(at_desk):
    client = at_desk(build.admin())

    for url, found in {
        "auditentry/?at__gte=2125-11-01T00:00:00Z&at__lt=2125-12-01T00:00:00Z": "0 audit log",
        "staff/?is_active__exact=1": "1 person",
        "staff/?groups__id__exact=1": "0 people",
    }.items():
        shown = client.get(f"/admin/newsroom/{url}").content.decode()
        assert re.search(rf"\b{found}", shown), url
