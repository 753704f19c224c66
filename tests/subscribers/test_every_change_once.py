"""Each change to a story reaches each subscriber once, in order, in all formats alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build

from .subscriber import Subscribers

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief")


def seen(subscribers):
    """Title and minute of what has come."""
    return subscribers.told(lambda item: (item.title, f"{item.updated:%H:%M}"))


def test_the_life_of_a_story_is_told_change_by_change(client, clock, chief):
    subscribers, photo = Subscribers(client), build.photo(chief)
    other, merged = build.section("Telecom"), build.tag("5G")
    facts = {"lead_photo": photo, "tags": ["ITU", "5G"], "headline": "First"}
    story = build.live(chief, at=timezone.now() + timedelta(minutes=10), **facts).article
    told = [seen(subscribers)]

    def again(verb, **changes):
        note = {"what": "A date was wrong."} if verb is desk.correct else {}
        verb(story, revision=build.edited(story, chief, **changes), by=chief, **note)

    for act in (
        lambda: None,  # its minute comes
        lambda: again(desk.refile, headline="Refiled"),
        lambda: again(desk.update, headline="Updated"),
        lambda: again(desk.correct, headline="Corrected"),
        lambda: again(desk.refile, slug="another-address"),
        lambda: again(desk.refile, section=other),
        lambda: desk.merge_tags(merged, into=build.tag("ITU"), by=chief),
        lambda: desk.hold(story, by=chief, reason="Doubt"),
        lambda: desk.release(story, by=chief),
        lambda: desk.stop_photo(photo, by=chief, reason="Rights"),
        lambda: desk.withdraw(story, by=chief, outcome="gone", reason="Wrong"),
        lambda: again(desk.publish, headline="Back", lead_photo=None),
    ):
        clock.shift(600)
        act()
        told.append(seen(subscribers))

    assert told == [
        [],
        [("First (PHOTO)", "19:12")],
        [("Refiled (PHOTO)", "19:22")],
        [("Updated (PHOTO)", "19:32")],
        [("Corrected (PHOTO)", "19:42")],
        [("Corrected (PHOTO)", "19:52")],
        [("Corrected (PHOTO)", "20:02")],
        [],
        [("On hold", "20:22")],
        [("Corrected (PHOTO)", "20:32")],
        [("Corrected (PHOTO)", "20:42")],
        [("Story withdrawn", "20:52")],
        [("Back", "21:02")],
    ]


@pytest.mark.parametrize("outcome", ["notice", "gone"])
def test_a_withdrawal_overwrites_and_in_atom_deletes(client, clock, chief, outcome):
    subscribers = Subscribers(client)
    story = build.live(chief).article
    subscribers.poll()
    clock.shift(600)
    desk.withdraw(story, by=chief, outcome=outcome, reason="Wrong")
    sentence = "This story was withdrawn on 28 November 2025 19:12 (UTC +04:00)."
    assert subscribers.told(lambda item: (item.id, item.summary)) == [(story.urn, sentence)]
    assert subscribers.stones == {story.urn: "2025-11-28T19:12:00+04:00"}


def test_a_replaced_story_is_told_of_by_its_substitute(client, clock, chief):
    subscribers = Subscribers(client)
    story = build.live(chief).article
    subscribers.poll()
    clock.shift(600)
    other = build.live(chief, headline="Other").article
    desk.withdraw(story, by=chief, outcome="replaced_by", reason="Wrong", replaced_by=other)
    assert seen(subscribers) == [("Other", "19:12")]
    assert subscribers.stones == {story.urn: "2025-11-28T19:12:00+04:00"}


def test_a_stopped_photo_leaves_text_and_picture(client, clock, chief):
    subscribers, photo = Subscribers(client), build.photo(chief)
    build.live(chief, lead_photo=photo)
    before = subscribers.poll()[0]
    clock.shift(600)
    desk.stop_photo(photo, by=chief, reason="Rights")
    after = subscribers.poll()[0]
    assert (before.image.count("/media/"), after.image) == (1, "")
    assert (before.html.count("<img"), after.html.count("<img")) == (1, 0)


def test_a_correction_stands_on_top_in_every_format(client, clock, chief):
    subscribers = Subscribers(client)
    story = build.live(chief).article
    subscribers.poll()
    clock.shift(600)
    revision = build.edited(story, chief, headline="Corrected")
    desk.correct(story, revision=revision, by=chief, what="A date was wrong.")
    note = "<p><strong>Correction, 28 November 2025 19:12 (UTC +04:00):</strong> A date was wrong."
    assert [item.html.startswith(note) for item in subscribers.poll()] == [True]


def test_a_story_that_moves_is_new_to_the_other_section_and_told_once_more_in_the_first(
    client, clock, chief
):
    ours, theirs = Subscribers(client, "/ict-materials"), Subscribers(client, "/telecom")
    story, telecom = build.live(chief).article, build.section("Telecom")
    polls = [(ours.poll(), theirs.poll())]
    clock.shift(600)
    desk.refile(story, revision=build.edited(story, chief, section=telecom), by=chief)
    polls.append((ours.poll(), theirs.poll()))
    ids = [([item.id for item in one], [item.id for item in other]) for one, other in polls]
    assert ids == [([story.urn], []), ([story.urn], [story.urn])]


@pytest.mark.parametrize(
    "under", ["/tag/itu", "/author/ingilab-mammadov", "/language/en", "/top"]
)
def test_a_hold_is_told_in_every_scope(client, clock, chief, under):
    subscribers = Subscribers(client, under)
    story = build.live(chief, tags=["ITU"]).article
    subscribers.poll()
    clock.shift(600)
    desk.hold(story, by=chief, reason="Doubt")
    assert seen(subscribers) == [("On hold", "19:12")]


def test_whoever_takes_summaries_is_told_the_same_changes(client, clock, chief):
    subscribers = Subscribers(client, name="summary")
    story = build.live(chief, standfirst="In short.").article
    told = [subscribers.poll()]
    clock.shift(600)
    revision = build.edited(story, chief, headline="Corrected")
    desk.correct(story, revision=revision, by=chief, what="A date was wrong.")
    told.append(subscribers.poll())
    note = "Correction, 28 November 2025 19:12 (UTC +04:00): A date was wrong. In short."
    assert [[(item.summary, item.html) for item in poll] for poll in told] == [
        [("In short.", "")],
        [(note, "")],
    ]


def test_changes_between_two_polls_come_newest_first_and_once(client, clock, chief):
    subscribers = Subscribers(client)
    first = build.live(chief, headline="First").article
    clock.shift(60)
    build.live(chief, headline="Second")
    desk.refile(
        first, revision=build.edited(first, chief, headline="First again"), by=chief
    )
    assert seen(subscribers) == [("Second", "19:03"), ("First again", "19:03")]
