"""Making and revoking preview links at the desk."""

import pytest

from articles import desk
from articles.models import PreviewLink
from tests import build

from .typing_in import confirmed, told


@pytest.fixture
def story():
    return build.article()


def test_a_new_link_is_shown_once(at_desk, editor, story, address, client):
    desk_client = at_desk(editor)

    made = desk_client.post(address("links", story)).context["new_link"]

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


@pytest.mark.parametrize("verb", ["hold", "request_withdrawal", "withdraw"])
def test_the_page_that_takes_words_away_names_the_links_it_ends(
    verb, at_desk, chief, editor, address, clock
):
    story = build.live(chief).article
    for by in (editor, chief):
        desk.make_preview_link(story, revision=story.revisions.first(), by=by)
        clock.shift(3600)
    gone, _ = desk.make_preview_link(story, revision=story.revisions.first(), by=editor)
    desk.revoke_preview_link(gone, by=editor)

    page = at_desk(chief).get(address("verb", story, verb)).content.decode()

    assert "2 preview links will open nothing more" in page
    for by, made, until in (("editor", "19:02", "30"), ("chief", "20:02", "30")):
        said = f"To revision 1, made by {by} 28 November 2025 {made} (UTC +04:00); "
        assert f"{said}would open until {until} November 2025 {made} (UTC +04:00)" in page


@pytest.mark.parametrize(
    "verb, typed, said",
    [
        ("hold", {}, "On hold: readers see that it is being checked."),
        (
            "request_withdrawal",
            {"reason": "Forged."},
            "Withdrawal requested. The story is on hold.",
        ),
        ("withdraw", {"outcome": "gone"}, "Withdrawn."),
    ],
)
def test_who_took_words_away_is_told_how_many_links_ended(
    verb, typed, said, at_desk, chief, address, clock
):
    story = build.live(chief).article
    desk.make_preview_link(story, revision=story.revisions.first(), by=chief)
    clock.shift(60)

    shown = confirmed(at_desk(chief), address("verb", story, verb), **typed)

    assert told(shown)[0].startswith(said)
    assert "1 preview link ended." in told(shown)[0]


def test_a_page_that_takes_no_words_away_names_no_link(at_desk, chief, address, clock):
    story = build.live(chief).article
    desk.make_preview_link(story, revision=story.revisions.first(), by=chief)
    build.edited(story, chief, headline="Newer")

    page = at_desk(chief).get(address("verb", story, "update"))

    assert "preview link" not in page.content.decode()


def test_a_story_on_hold_offers_no_link_and_says_why(at_desk, chief, address, clock):
    story = build.live(chief).article
    clock.shift(60)
    desk.hold(story, by=chief)

    page = at_desk(chief).get(address("links", story)).content.decode()

    assert (
        "The story is on hold or withdrawn: until it is back nobody outside reads it."
        in page
    )
    assert "Make a link" not in page
