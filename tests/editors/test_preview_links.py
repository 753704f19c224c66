"""Making and revoking preview links at the desk."""

import pytest

from articles import desk
from articles.models import PreviewLink
from tests import build

from .typing_in import told


@pytest.fixture
def story():
    return build.article()


def test_a_new_link_is_shown_once(at_desk, editor, story, address, client):
    desk_client = at_desk(editor)

    made = desk_client.post(address("links", story)).context["made"]

    assert client.get(made.removeprefix("http://localhost:8000")).status_code == 200
    assert made not in desk_client.get(address("links", story)).content.decode()


def test_a_link_is_revoked_at_the_desk(at_desk, editor, story, address):
    link, _ = desk.make_preview_link(story, revision=story.revisions.first(), by=editor)

    shown = at_desk(editor).post(address("revoke", story, link.pk), follow=True)

    assert told(shown) == ["Revoked: the link opens nothing any more."]
    assert not PreviewLink.objects.good().exists()


def test_looking_changes_nothing(at_desk, editor, story, address):
    link, _ = desk.make_preview_link(story, revision=story.revisions.first(), by=editor)
    client = at_desk(editor)

    client.get(address("links", story))
    assert client.get(address("revoke", story, link.pk)).status_code == 404

    assert list(PreviewLink.objects.good()) == [link]


def test_the_link_of_another_story_is_not_revoked(at_desk, editor, story, address):
    link, _ = desk.make_preview_link(story, revision=story.revisions.first(), by=editor)

    shown = at_desk(editor).post(address("revoke", build.article(), link.pk))

    assert (shown.status_code, PreviewLink.objects.good().count()) == (404, 1)


def test_a_story_without_a_section_is_not_linked_yet(at_desk, editor, address):
    story = build.article(section=None)

    shown = at_desk(editor).post(address("links", story))

    assert told(shown) == ["Choose a section and save: the page needs one to be shown."]
    assert not PreviewLink.objects.exists()


def test_the_button_is_there_for_those_who_may(at_desk, editor, reporter, address):
    story = build.article(reporter)

    for person, offered in ((editor, True), (reporter, False)):
        page = at_desk(person).get(address("change", story)).content.decode()
        assert (address("links", story) in page) == offered
