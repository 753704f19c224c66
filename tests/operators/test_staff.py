"""People and roles are the administrator's; nobody raises himself."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

pytestmark = pytest.mark.django_db
Staff = get_user_model()


@pytest.fixture
def administrator():
    return Staff.objects.create_superuser("root", password="x")


@pytest.fixture
def allowed_everything_but_administrator():
    person = Staff.objects.create_user("almost", password="x", is_staff=True)
    person.user_permissions.set(Permission.objects.all())
    return person


def addresses(person):
    role = Group.objects.create(name="a role of the test")
    for model, pk in (("newsroom_staff", person.pk), ("auth_group", role.pk)):
        yield reverse(f"admin:{model}_changelist")
        yield reverse(f"admin:{model}_add")
        yield reverse(f"admin:{model}_change", args=[pk])
        yield reverse(f"admin:{model}_delete", args=[pk])
        yield reverse(f"admin:{model}_history", args=[pk])
    yield reverse("admin:auth_user_password_change", args=[person.pk])


def test_who_is_no_administrator_is_refused_everywhere(
    client, allowed_everything_but_administrator
):
    person = allowed_everything_but_administrator
    client.force_login(person)

    found = {address: client.get(address).status_code for address in addresses(person)}
    posted = {address: client.post(address).status_code for address in found}

    assert set(found.values()) == {403}
    assert set(posted.values()) <= {403, 405}


def test_the_index_does_not_show_them_either(client, allowed_everything_but_administrator):
    client.force_login(allowed_everything_but_administrator)

    page = client.get(reverse("admin:index"))

    models = [m["object_name"] for app in page.context["app_list"] for m in app["models"]]
    assert "Staff" not in models
    assert "Group" not in models


def test_the_administrator_gives_roles(client, administrator):
    person = Staff.objects.create_user("reporter2", password="x")
    client.force_login(administrator)
    address = reverse("admin:newsroom_staff_change", args=[person.pk])
    role = Group.objects.create(name="a role of the test")

    client.post(
        address, form_values(client.get(address)) | {"groups": [role.pk], "is_staff": "on"}
    )

    person.refresh_from_db()
    assert person.is_staff
    assert list(person.groups.all()) == [role]


def test_nobody_changes_his_own_rights(client, administrator):
    client.force_login(administrator)
    address = reverse("admin:newsroom_staff_change", args=[administrator.pk])

    values = form_values(client.get(address))
    client.post(address, {k: v for k, v in values.items() if k != "is_superuser"})

    administrator.refresh_from_db()
    assert administrator.is_superuser
    assert {"is_superuser", "is_staff", "is_active", "groups"}.isdisjoint(values)


def test_people_are_not_deleted(client, administrator):
    person = Staff.objects.create_user("gone", password="x")
    client.force_login(administrator)

    response = client.post(
        reverse("admin:newsroom_staff_delete", args=[person.pk]), {"post": "yes"}
    )

    assert response.status_code == 403
    assert Staff.objects.filter(pk=person.pk).exists()


def test_a_password_has_twelve_characters(client, administrator):
    client.force_login(administrator)
    address = reverse("admin:newsroom_staff_add")
    new = {"username": "fresh", "usable_password": "true"}

    client.post(address, new | {"password1": "elevenchars", "password2": "elevenchars"})
    assert not Staff.objects.filter(username="fresh").exists()

    client.post(address, new | {"password1": "twelve chars", "password2": "twelve chars"})
    assert Staff.objects.filter(username="fresh").exists()


def form_values(page):
    form = page.context["adminform"].form
    values = {name: form.initial.get(name) for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}
