"""The checks before publishing on the desk's screens."""

import pytest
from django.urls import reverse

from articles.desk import severities
from articles.models import Edition
from tests import build

from .typing_in import confirmed, fields_of

CHECKS = reverse("admin:articles_checksetting_changelist")


@pytest.fixture(autouse=True)
def small_leads(monkeypatch):
    """The tests' pictures are small, to be quick."""
    monkeypatch.setattr("articles.desk.stories.checks.LEAD_WIDTH", 600)


def test_the_form_shows_what_the_checks_found_beside_the_field(at_desk, editor, address):
    story = build.article(editor, lead_photo=build.photo(editor, alt=""), tags=["ITU"])

    shown = at_desk(editor).get(address("change", story))

    form = shown.context["adminform"].form
    assert [finding.check for finding in form.findings] == ["photo-alt"]
    assert "has no alt text" in form.fields["lead_photo"].help_text
    assert "Before publishing" in shown.content.decode()


def test_warnings_that_the_page_has_shown_do_not_stop_publishing(at_desk, editor, address):
    story, _revision = build.approved(editor)

    confirmed(at_desk(editor), address("verb", story, "publish"))

    assert Edition.objects.live().get().article == story


def test_a_warning_that_the_page_has_not_shown_is_shown_first(at_desk, editor, address):
    story, revision = build.approved(editor)
    client, url = at_desk(editor), address("verb", story, "publish")

    shown = client.post(url, {"revision": revision.pk})

    assert not Edition.objects.exists()
    assert "There are no tags." in shown.content.decode()
    client.post(url, fields_of(shown.context["form"]))
    assert Edition.objects.live().exists()


def test_what_blocks_is_said_in_full_and_nothing_is_published(at_desk, editor, address):
    photo = build.photo(editor, credit="", licence="unknown")
    story, _revision = build.approved(editor, lead_photo=photo, tags=["ITU"])

    shown = confirmed(at_desk(editor), address("verb", story, "publish"))

    assert len(shown.context["form"].non_field_errors()) == 2
    assert not Edition.objects.exists()


def test_the_chief_sets_checks_on_one_page(at_desk, chief):
    client = at_desk(chief)
    form = client.get(CHECKS).context["form"]

    client.post(CHECKS, {**fields_of(form), "tags-missing": "block"})

    assert severities()["tags-missing"] == "block"


def test_an_editor_does_not_see_the_page_of_checks(at_desk, editor):
    assert at_desk(editor).get(CHECKS).status_code == 403
