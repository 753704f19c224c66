"""The page on which the audit log is read."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import log_action
from newsroom.audit.models import AuditEntry
from tests import build

pytestmark = pytest.mark.django_db
LIST = reverse("admin:newsroom_auditentry_changelist")


def at_desk(role):
    client = Client()
    client.force_login(build.admin() if role == "admin" else build.person(role))
    return client


def shown(client, **query):
    return [entry.note for entry in client.get(LIST, query).context["cl"].result_list]


@pytest.mark.parametrize("role", ["Legal", "Chief", "admin"])
def test_legal_chief_and_administrator_read_it(role):
    log_action("exported", note="ten stories")

    assert "ten stories" in shown(at_desk(role))


@pytest.mark.parametrize("role", ["Reporter", "Photo desk", "Editor"])
def test_nobody_else_sees_it_or_its_name(role):
    client = at_desk(role)

    assert client.get(LIST).status_code == 403
    assert LIST not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("role", ["Legal", "Chief", "admin"])
@pytest.mark.parametrize("door", ["add", "change", "delete", "bulk"])
def test_nobody_changes_it_by_any_door(role, door):
    entry, client = log_action("exported", note="kept"), at_desk(role)
    args = [entry.pk] if door in {"change", "delete"} else []
    address = (
        LIST if door == "bulk" else reverse(f"admin:newsroom_auditentry_{door}", args=args)
    )
    data = (
        {"action": "delete_selected", "_selected_action": [entry.pk]}
        if door == "bulk"
        else {}
    )

    client.post(address, {"note": "other", "post": "yes", **data})

    assert AuditEntry.objects.get(pk=entry.pk).note == "kept"
    assert AuditEntry.objects.exclude(action__in=["signed_in", "refused"]).count() == 1


def test_it_is_narrowed_by_what_who_and_object():
    chief, story = build.person("Chief"), build.article()
    log_action("exported", by=chief, note="one")
    log_action("held", about=story, note="two")
    client = at_desk("Legal")

    assert shown(client, what="exported") == ["one"]
    assert shown(client, who=chief.pk, what="exported") == ["one"]
    assert shown(client, q=f"article:{story.pk}") == ["two"]
    assert shown(client, q="two") == ["two"]


@pytest.mark.parametrize(
    "query",
    ["what=nonsense", "who=9%27", "at__gte=yesterday", "q=article:%D9%A3", "q=%00", "o=99"],
)
def test_a_nonsense_filter_is_no_fault(query):
    assert at_desk("Legal").get(f"{LIST}?{query}").status_code in {200, 302}


def test_an_export_runs_in_no_spreadsheet_and_is_recorded():
    entry, client = log_action("exported", note="=HYPERLINK(1)"), at_desk("Legal")

    answer = client.post(LIST, {"action": "export", "_selected_action": [entry.pk]})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[4] for row in rows] == ["Note", "'=HYPERLINK(1)"]
    assert AuditEntry.objects.first().note == "1 entries of the audit log"


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_of_the_database_for_many(count, django_assert_num_queries):
    client, story = at_desk("Legal"), build.article()
    for _ in range(count):
        log_action("held", by=build.person("Chief"), about=story)

    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("term", ["2001:db8::1", "2001:db8:"])
def test_an_address_of_the_longer_kind_is_found_and_taken_for_no_object(term):
    AuditEntry.objects.create(action="exported", note="there", address="2001:db8::1")
    AuditEntry.objects.create(action="exported", note="elsewhere", address="2001:db9::1")

    assert shown(at_desk("Chief"), q=term) == ["there"]
