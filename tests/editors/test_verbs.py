from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.enums import Kind, State
from articles.models import Edition, Event
from tests import build

from .typing_in import confirmed, fields_of, saved, told


def labels(client, address, story):
    return [verb["label"] for verb in client.get(address("change", story)).context["verbs"]]


def test_a_reporter_submits_with_a_note(at_desk, reporter, address):
    story = build.article(reporter)

    confirmed(
        at_desk(reporter), address("verb", story, "submit"), note="Names are checked."
    )

    story.refresh_from_db()
    assert (story.state, story.review_note) == (State.SUBMITTED, "Names are checked.")


def test_an_editor_sends_back_with_a_reason(at_desk, editor, reporter, address):
    story = build.article(reporter)
    desk.submit(story, revision=story.revisions.first(), by=reporter)

    confirmed(at_desk(editor), address("verb", story, "send_back"), reason="Who says so?")

    story.refresh_from_db()
    assert (story.state, story.review_note) == (State.WRITING, "Who says so?")


def test_an_editor_approves_and_publishes_in_one_step(at_desk, editor, address):
    story = build.article(editor)

    shown = confirmed(at_desk(editor), address("verb", story, "approve-and-publish"))

    assert told(shown) == ["Published."]
    assert Edition.objects.live().get().article == story


def test_approving_then_publishing_are_two_buttons_as_well(at_desk, editor, address):
    story, client = build.article(editor), at_desk(editor)

    confirmed(client, address("verb", story, "approve"))
    assert labels(client, address, story)[:2] == ["Publish", "Schedule"]
    confirmed(client, address("verb", story, "publish"))

    assert Edition.objects.live().get().article == story


def test_an_editor_schedules_in_newsroom_time_and_cancels(at_desk, editor, address):
    story, _ = build.approved(editor)
    client = at_desk(editor)

    shown = confirmed(client, address("verb", story, "schedule"), at="2025-11-29T09:00")
    assert told(shown) == ["Scheduled for 29 November 2025 09:00 (UTC +04:00)."]
    confirmed(client, address("verb", story, "cancel"))

    assert not Edition.objects.waiting().exists()


def test_what_is_scheduled_has_a_moment(at_desk, editor, address):
    story, _ = build.approved(editor)

    shown = confirmed(at_desk(editor), address("verb", story, "schedule"))

    assert "at" in shown.context["form"].errors
    assert not Edition.objects.exists()


def test_approving_and_scheduling_are_one_step(at_desk, editor, address):
    story = build.article(editor)
    url = address("verb", story, "approve-and-schedule")

    shown = confirmed(at_desk(editor), url, at="2025-11-29T09:00")

    assert told(shown) == ["Scheduled for 29 November 2025 09:00 (UTC +04:00)."]


def test_the_publish_page_shows_what_moved_since_the_approval(at_desk, editor, address):
    story, revision = build.approved(editor)
    saved(story, editor, headline="Moved on")

    shown = at_desk(editor).get(address("verb", story, "publish"))

    assert shown.context["revision"] == revision
    assert [change["label"] for change in shown.context["changes_since"]] == [
        "Headline",
        "Slug",
    ]


def test_a_page_acts_on_the_revision_that_it_showed(at_desk, editor, address):
    story, client = build.article(editor), at_desk(editor)
    url = address("verb", story, "approve-and-publish")
    sent = fields_of(client.get(url).context["form"])
    saved(story, editor, headline="Nobody read this")

    shown = client.post(url, sent)

    assert "has changed since you opened it" in shown.content.decode()
    assert not Edition.objects.exists()


def test_a_double_click_publishes_once(at_desk, editor, address):
    story, client = build.article(editor), at_desk(editor)
    url = address("verb", story, "approve-and-publish")
    sent = fields_of(client.get(url).context["form"])

    client.post(url, sent)
    again = client.post(url, sent, follow=True)

    assert Edition.objects.count() == 1
    assert told(again)[-1] == "That is not possible with this story now: see how it stands."


def test_a_correction_needs_its_note(at_desk, editor, address, clock):
    edition = build.live(editor)
    clock.shift(60)
    build.edited(edition.article, editor, body="<p>It was made in Geneva.</p>")
    client, url = at_desk(editor), address("verb", edition.article, "correct")

    assert "what" in confirmed(client, url).context["form"].errors
    confirmed(client, url, what="The place was wrong.", where="Second paragraph")

    told_to_readers = Edition.objects.live().get()
    assert (told_to_readers.kind, told_to_readers.note) == (
        Kind.CORRECTION,
        "The place was wrong.",
    )


@pytest.mark.parametrize("verb", ["refile", "update"])
def test_a_live_story_changes_by_its_verb(verb, at_desk, editor, address, clock):
    edition = build.live(editor)
    clock.shift(60)
    saved(edition.article, editor, headline="Newer")

    confirmed(at_desk(editor), address("verb", edition.article, f"approve-and-{verb}"))

    assert Edition.objects.live().get().kind == verb


def test_an_editor_holds_and_releases(at_desk, editor, address, clock):
    story, client = build.live(editor).article, at_desk(editor)

    clock.shift(60)
    confirmed(client, address("verb", story, "hold"), reason="A doubt")
    assert Edition.objects.current().get().kind == Kind.HOLD
    clock.shift(60)
    confirmed(client, address("verb", story, "release"))

    assert Edition.objects.current().get().kind == Kind.RELEASE


def test_a_hold_says_what_it_cancelled(at_desk, editor, address, clock):
    story = build.live(editor).article
    revision = build.edited(story, editor, headline="Later")
    desk.update(story, revision=revision, by=editor, at=timezone.now() + timedelta(hours=2))
    clock.shift(60)

    shown = confirmed(at_desk(editor), address("verb", story, "hold"))

    assert "What was scheduled for 28 November 2025 21:02" in told(shown)[0]


def test_an_editor_asks_for_a_withdrawal_and_a_chief_withdraws(
    at_desk, editor, chief, address, clock
):
    story = build.live(editor).article
    clock.shift(60)
    confirmed(
        at_desk(editor), address("verb", story, "request_withdrawal"), reason="Invented"
    )
    clock.shift(60)

    assert "Withdraw" not in labels(at_desk(editor), address, story)
    url = address("verb", story, "withdraw")
    confirmed(at_desk(chief), url, outcome="notice", reason="It was invented.")

    assert Edition.objects.current().get().kind == Kind.WITHDRAWAL


def test_a_substitute_must_be_another_live_story(at_desk, chief, address):
    story, draft = build.live(chief).article, build.article(chief)
    client, url = at_desk(chief), address("verb", story, "withdraw")

    for number in (story.pk, draft.pk, 99, 2**70, "x"):
        shown = confirmed(client, url, outcome="replaced_by", replaced_by=number)
        assert "replaced_by" in shown.context["form"].errors


def test_looking_at_a_page_does_nothing(at_desk, chief, address):
    story = build.live(chief).article
    before = (Edition.objects.count(), Event.objects.count())

    for verb in desk.available_verbs(story, chief):
        at_desk(chief).get(address("verb", story, verb))

    assert (Edition.objects.count(), Event.objects.count()) == before


def test_a_verb_that_is_not_offered_is_refused_with_a_sentence(at_desk, reporter, address):
    story = build.article(reporter)

    shown = at_desk(reporter).post(
        address("verb", story, "approve-and-publish"), follow=True
    )

    assert told(shown) == ["That is not possible with this story now: see how it stands."]


def test_four_eyes_are_said_on_the_page(at_desk, editor, address):
    story = build.article(editor, section=build.section("Law", four_eyes=True))

    shown = confirmed(at_desk(editor), address("verb", story, "approve-and-publish"))

    assert "someone else must approve your own text" in shown.content.decode()


def test_a_story_handed_over_is_gone_from_the_giver(at_desk, reporter, address):
    story, other = build.article(reporter), build.person("Reporter")
    client = at_desk(reporter)

    shown = confirmed(client, address("verb", story, "hand_over"), to=other.pk)

    assert shown.redirect_chain[-1][0] == "/admin/articles/article/"
    assert client.get(address("change", story)).status_code == 404
