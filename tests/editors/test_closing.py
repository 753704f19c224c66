"""Closing the words of an edition, beside it in the story's history."""

import pytest

from articles.models import ClosedEdition
from tests import build

from .typing_in import told


@pytest.fixture
def edition(chief):
    return build.live(chief)


def test_a_chief_closes_them_with_a_reason_and_opens_them_again(
    at_desk, chief, edition, address
):
    client, story = at_desk(chief), edition.article
    place, history = address("hide", story, 1), address("history", story)

    closed = client.post(place, {"reason": "A name that a court protects"}, follow=True)
    page = closed.content.decode()
    opened = client.post(place, follow=True)

    assert told(closed) == ["Edition 1 is hidden from readers."]
    assert closed.redirect_chain == [(history, 302)]
    assert "Hidden by chief, 28 November 2025 19:02 (UTC +04:00): A name that" in page
    assert "Show to readers" in page
    assert told(opened) == ["Edition 1 is shown to readers."]
    assert not ClosedEdition.objects.exists()


def test_looking_closes_nothing(at_desk, chief, edition, address):
    page = at_desk(chief).get(address("hide", edition.article, 1)).content.decode()

    assert "nobody outside the desk can read its text" in page
    assert not ClosedEdition.objects.exists()


def test_an_editor_is_not_offered_it(at_desk, editor, chief, edition, address):
    story = edition.article

    offers = [
        address("hide", story, 1)
        in at_desk(person).get(address("history", story)).content.decode()
        for person in (editor, chief)
    ]
    refused = at_desk(editor).post(address("hide", story, 1))

    assert (offers, refused.status_code) == ([False, True], 403)
    assert not ClosedEdition.objects.exists()


def test_an_edition_that_is_not_there_is_not_found(at_desk, chief, edition, address):
    assert at_desk(chief).get(address("hide", edition.article, 7)).status_code == 404
