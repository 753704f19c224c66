"""The admin's front, by desk task."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse

from newsroom.admin_site import GROUPS, OTHER, NewsroomAdminSite


@pytest.fixture
def index(client, db):
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    return client.get(reverse("admin:index"))


def test_the_site_is_ours():
    assert isinstance(admin.site._wrapped, NewsroomAdminSite)


def test_models_stand_by_desk_task_in_the_order_of_the_table(index):
    names = [group["name"] for group in index.context["app_list"]]

    assert names == [name for name in [*GROUPS, OTHER] if name in names]
    assert "Staff and audit log" in names


def test_every_model_is_in_a_group_of_the_table(index):
    others = [group for group in index.context["app_list"] if group["name"] == OTHER]

    assert [model["object_name"] for group in others for model in group["models"]] == []


def test_the_table_names_only_models_that_exist():
    labels = [label for group in GROUPS.values() for label in group]

    assert [apps.get_model(label)._meta.label for label in labels] == labels
