"""The table of who may do what, asked of people and stories."""

import pytest

from articles.models import Article
from articles.permissions import ROLES, TABLE, may, visible
from tests import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_the_table_says_and_nothing_else(role):
    person = build.person(role)

    assert {action for action in TABLE if may(person, action)} == {
        action for action, row in TABLE.items() if role in row
    }


def test_a_stranger_and_a_deactivated_chief_may_nothing():
    gone = build.person("Chief", is_active=False)

    assert [
        action for action in TABLE if may(build.person(), action) or may(gone, action)
    ] == []


def test_the_administrator_may_everything():
    admin = build.admin()

    assert all(may(admin, action) for action in TABLE)


def test_an_editor_of_one_section_sees_no_other():
    telecom, internet = build.section("Telecom"), build.section("Internet")
    editor = build.person("Editor", sections=(telecom,))
    inside, outside = build.article(section=telecom), build.article(section=internet)

    assert list(visible(editor, "read", Article.objects.all())) == [inside]
    assert [may(editor, "edit", story) for story in (inside, outside)] == [True, False]


def test_a_reporter_sees_own_stories_only():
    reporter = build.person("Reporter")
    own, _other = build.article(reporter), build.article()

    assert list(visible(reporter, "read", Article.objects.all())) == [own]


def test_the_groups_are_there_after_migrate():
    from django.contrib.auth.models import Group

    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))
