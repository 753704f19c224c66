"""Choosing several stories of the list: change them together, export them."""

import csv
import io

import pytest
from django.urls import reverse

from tests import build

LIST = reverse("admin:articles_article_changelist")
TOGETHER = reverse("admin:articles_article_bulk_edit")


def chosen(client, action, *stories):
    data = {"action": action, "_selected_action": [story.pk for story in stories]}
    return client.post(LIST, data)


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_editor_tags_two_stories_together(at_desk, editor):
    client, stories = at_desk(editor), [build.article(editor), build.article(editor)]

    asked = client.get(chosen(client, "bulk_edit", *stories)["Location"])
    shown = client.post(TOGETHER, {"ids": asked.context["ids"], "add_tags": "ITU, 5G"})

    assert [result.message for result in shown.context["results"]] == [
        "Changed.",
        "Changed.",
    ]
    assert [tag.name for tag in stories[0].tags.all()] == ["ITU", "5G"]


def test_an_empty_form_is_refused_and_changes_nothing(at_desk, editor):
    story = build.article(editor)

    shown = at_desk(editor).post(TOGETHER, {"ids": str(story.pk)})

    assert shown.context["form"].non_field_errors() == ["Say what is to be changed."]
    assert story.revisions.count() == 1


def test_stories_of_other_sections_are_not_named(at_desk):
    ours = build.section("Telecom")
    editor = build.person("Editor", sections=(ours,))
    mine, theirs = build.article(section=ours), build.article(headline="Secret words")

    shown = at_desk(editor).get(f"{TOGETHER}?ids={mine.pk},{theirs.pk}")

    assert [story.pk for story in shown.context["stories"]] == [mine.pk]
    assert "Secret words" not in shown.content.decode()


@pytest.mark.parametrize("ids", ["", "x", "-1", "99999999999999999999", "1,,2"])
def test_a_typo_in_the_address_leads_back_to_the_list(ids, at_desk, editor):
    assert at_desk(editor).get(f"{TOGETHER}?ids={ids}")["Location"] == LIST


@pytest.mark.parametrize("role", ["Reporter", "Photo desk", "Legal"])
def test_other_roles_have_no_actions_and_are_refused(role, at_desk):
    person = build.person(role)
    story, client = build.article(person if role == "Reporter" else None), at_desk(person)

    for action in ("bulk_edit", "export"):
        assert (
            "Headline"
            not in chosen(client, action, story).content.decode("utf-8-sig")[:200]
        )
    assert client.get(f"{TOGETHER}?ids={story.pk}").status_code == 403
    assert client.post(TOGETHER, {"ids": story.pk, "add_tags": "5G"}).status_code == 403
    assert story.tags.count() == 0


def test_an_export_says_what_the_list_says(at_desk, editor):
    story = build.live(editor, tags=["ITU"]).article

    head, row = rows(chosen(at_desk(editor), "export", story))

    assert dict(zip(head, row, strict=True)) == {
        "Number": str(story.pk),
        "Headline": "Member states define roadmap",
        "State": "Approved, Live",
        "Section": "ICT Materials",
        "Bylines": "Ingilab Mammadov",
        "Tags": "ITU",
        "Owner": "editor",
        "First published": "28 November 2025 19:02 (UTC +04:00)",
        "Saved": "28 November 2025 19:02 (UTC +04:00)",
    }


@pytest.mark.parametrize("headline", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_an_export_runs(headline, at_desk, editor):
    story = build.article(editor, headline=headline)

    _, row = rows(chosen(at_desk(editor), "export", story))

    assert row[1] == f"'{headline}"


def test_an_export_holds_what_the_person_may_see_alone(at_desk):
    ours = build.section("Telecom")
    mine, theirs = build.article(section=ours), build.article(headline="Secret words")

    found = rows(
        chosen(at_desk(build.person("Editor", sections=(ours,))), "export", mine, theirs)
    )

    assert [row[0] for row in found[1:]] == [str(mine.pk)]
