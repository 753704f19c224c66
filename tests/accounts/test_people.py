"""People are the administrator's; chiefs see them; whoever changes them has just signed in."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from newsroom.accounts.models import Invitation, Staff
from newsroom.audit.actions import Action
from newsroom.audit.models import AuditEntry
from tests import build

from .conftest import PASSWORD, signed_in, who

ROLES = ["Reporter", "Photo desk", "Editor", "Legal", "Chief"]


def screens(person, invitation):
    staff = {tail: ("newsroom_staff", tail) for tail in ("changelist", "add")}
    for model, tail in staff.values():
        yield reverse(f"admin:{model}_{tail}")
    yield reverse("admin:newsroom_staff_change", args=[person.pk])
    yield reverse("admin:newsroom_staff_history", args=[person.pk])
    yield reverse("admin:auth_user_password_change", args=[person.pk])
    yield reverse("admin:newsroom_staff_reset_factors", args=[person.pk])
    yield reverse("admin:newsroom_invitation_changelist")
    yield reverse("admin:newsroom_invitation_add")
    yield reverse("admin:newsroom_invitation_change", args=[invitation.pk])
    yield reverse("admin:newsroom_invitation_revoke", args=[invitation.pk])


@pytest.fixture
def invitation(administrator):
    return Invitation.objects.create(name="A B", email="ab@x.example", actor=administrator)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_changes_anything(role, editor, invitation):
    client = signed_in(build.person(role))
    before = (
        Staff.objects.values_list().order_by("pk")[0],
        Invitation.objects.values_list()[0],
    )

    statuses = {
        client.post(address, {}).status_code for address in screens(editor, invitation)
    }

    assert statuses <= {403, 405, 200}
    assert before == (
        Staff.objects.values_list().order_by("pk")[0],
        Invitation.objects.values_list()[0],
    )


@pytest.mark.parametrize("role", ROLES[:-1])
def test_nobody_else_sees_anything(role, editor, invitation):
    client = signed_in(build.person(role))

    statuses = {client.get(address).status_code for address in screens(editor, invitation)}

    assert statuses <= {403, 405}


def test_a_chief_sees_people_and_no_more(editor, invitation):
    client = signed_in(build.person("Chief"))

    found = [client.get(address).status_code for address in screens(editor, invitation)]

    assert found == [200, 403, 200, 200, 403, 403, 403, 403, 403, 405]


def test_a_chief_sees_no_password_and_changes_nothing(editor):
    page = signed_in(build.person("Chief")).get(
        reverse("admin:newsroom_staff_change", args=[editor.pk])
    )

    assert page.context["has_change_permission"] is False
    assert editor.password not in page.content.decode()


def values_of(page):
    form = page.context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def change(client, person, **values):
    address = reverse("admin:newsroom_staff_change", args=[person.pk])
    given = {**values_of(client.get(address)), **values}
    return client.post(address, {k: v for k, v in given.items() if v is not None})


def test_another_role_is_written_down_and_ends_the_sessions(administrator, editor):
    theirs = signed_in(editor)
    chief = Group.objects.get(name="Chief")

    change(signed_in(administrator), editor, groups=[chief.pk])

    entry = AuditEntry.objects.get(action=Action.ROLES_CHANGED)
    assert (entry.actor, entry.about_id) == (administrator, str(editor.pk))
    assert entry.note == "Editor → Chief"
    assert who(theirs) is None


def test_who_is_deactivated_is_out_at_once_and_every_byline_stays(administrator, editor):
    theirs, story = signed_in(editor), build.article(editor)

    change(signed_in(administrator), editor, groups=[], is_active=None)

    story.refresh_from_db()
    assert who(theirs) is None
    assert (story.owner, story.revisions.get().actor) == (editor, editor)
    assert AuditEntry.objects.filter(action=Action.DEACTIVATED).count() == 1


def test_the_last_administrator_stays(administrator):
    other = build.admin("other")
    Staff.objects.filter(pk=administrator.pk).update(is_active=False)
    from newsroom.accounts.forms import PersonForm

    form = PersonForm(
        {"username": "other", "is_superuser": "", "is_active": "on"}, instance=other
    )

    assert form.non_field_errors() == [
        "The last administrator stays: nobody else could give roles."
    ]


def test_people_are_changed_by_who_signed_in_a_short_while_ago(
    administrator, editor, clock
):
    client = signed_in(administrator)
    clock.shift(15 * 60)
    address = reverse("admin:newsroom_staff_change", args=[editor.pk])

    asked, posted = client.get(address), client.post(address, {"username": "changed"})

    again = f"{reverse('account_reauthenticate')}?next={address.replace('/', '%2F')}"
    assert asked["Location"] == posted["Location"] == again
    editor.refresh_from_db()
    assert editor.username == "editor"


def test_nobody_signs_in_again_by_a_code_sent_by_mail(administrator):
    EmailAddress.objects.create(user=administrator, email="a@news.example", verified=True)
    client = signed_in(administrator)

    offered = client.get(reverse("account_reauthenticate")).context[
        "reauthentication_alternatives"
    ]

    assert [method["id"] for method in offered] == []


def test_signing_in_again_leads_back(administrator, editor, clock):
    client = signed_in(administrator)
    clock.shift(15 * 60)
    address = reverse("admin:newsroom_staff_change", args=[editor.pk])
    again = client.get(address)["Location"]

    answer = client.post(again, {"password": PASSWORD})

    assert answer["Location"] == address
    assert client.get(address).status_code == 200


def test_a_wrong_password_does_not_lead_back(administrator, editor, clock):
    client = signed_in(administrator)
    clock.shift(15 * 60)

    answer = client.post(reverse("account_reauthenticate"), {"password": "wrong"})

    assert answer.context["form"].errors["password"] == ["That is not your password."]
    assert client.get(reverse("admin:newsroom_staff_add")).status_code == 302


def test_one_changes_ones_own_name_and_address(editor):
    client = signed_in(editor)
    values = {"first_name": "Leyla", "last_name": "Quliyeva", "email": "New@news.example"}

    client.post(reverse("account_profile"), values)

    editor.refresh_from_db()
    assert (editor.get_full_name(), editor.email) == ("Leyla Quliyeva", "new@news.example")


def test_nobody_raises_himself_by_his_profile(editor):
    values = {
        "email": "e@x.example",
        "is_superuser": "on",
        "groups": "5",
        "username": "root",
    }

    signed_in(editor).post(reverse("account_profile"), values)

    editor.refresh_from_db()
    assert (editor.is_superuser, editor.username) == (False, "editor")
    assert [role.name for role in editor.groups.all()] == ["Editor"]


def test_a_password_that_an_administrator_sets_ends_the_sessions(administrator, editor):
    theirs = signed_in(editor)
    address = reverse("admin:auth_user_password_change", args=[editor.pk])
    new = "a sentence nobody guesses"
    signed_in(administrator).post(
        address, {"password1": new, "password2": new, "usable_password": "true"}
    )

    assert who(theirs) is None
    assert AuditEntry.objects.get(action=Action.PASSWORD_CHANGED).actor == administrator


@pytest.mark.parametrize("door", ["add", "change", "delete", "bulk"])
def test_roles_are_those_of_the_table_and_nobody_changes_them(door, administrator):
    chief = build.person("Chief")
    role, everyone = Group.objects.get(name="Chief"), set(Group.objects.values_list("name"))
    args = [role.pk] if door in {"change", "delete"} else []
    tail = "changelist" if door == "bulk" else door
    data = (
        {"action": "delete_selected", "_selected_action": [role.pk]}
        if door == "bulk"
        else {}
    )

    signed_in(administrator).post(
        reverse(f"admin:auth_group_{tail}", args=args),
        {"name": "Boss", "post": "yes", **data},
    )

    assert set(Group.objects.values_list("name")) == everyone
    assert list(chief.groups.all()) == [role]
