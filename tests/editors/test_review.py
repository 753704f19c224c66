"""What waits for an editor, what a chief confirms, and the notices of everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import desk
from articles.enums import State
from tests import build

from .typing_in import confirmed, saved, told

REVIEW = "/admin/articles/article/review/"
NOTICES = "/admin/articles/notice/"


def submitted(by, **changes):
    story = build.article(by, **changes)
    return desk.submit(story, revision=story.revisions.first(), by=by)


def entries(shown):
    return [entry["story"].headline for entry in shown.context["entries"]]


def test_the_longest_waiting_stands_first(at_desk, editor, reporter, clock):
    for headline in ("First", "Second"):
        submitted(reporter, headline=headline)
        clock.shift(60)

    assert entries(at_desk(editor).get(REVIEW)) == ["First", "Second"]


def test_a_review_shows_what_changed_since_the_last_approval(at_desk, editor, chief):
    story = build.live(chief, at=build.an_hour_ago()).article
    saved(story, chief, headline="Member states sign roadmap")
    story.refresh_from_db()
    desk.submit(story, revision=story.revisions.first(), by=chief)

    shown = at_desk(editor).get(REVIEW)

    (entry,) = shown.context["entries"]
    assert entry["since"].number == 1
    assert ("ins", "sign") in [pair for pair in entry["changes"][0]["words"]]


def test_an_editor_sees_the_own_sections_alone(at_desk, reporter):
    telecom = build.section("Telecom")
    submitted(reporter, headline="Theirs")
    submitted(reporter, headline="Ours", section=telecom)

    shown = at_desk(build.person("Editor", sections=(telecom,))).get(REVIEW)

    assert entries(shown) == ["Ours"]
    assert "Theirs" not in shown.content.decode()


@pytest.mark.parametrize("role", ["Reporter", "Photo desk", "Legal"])
def test_the_review_list_is_the_editors(role, at_desk):
    assert at_desk(build.person(role)).get(REVIEW).status_code == 403


def test_an_empty_review_list_says_so(at_desk, editor):
    assert "Nothing waits for review." in at_desk(editor).get(REVIEW).content.decode()


def test_the_review_list_asks_the_same_number_of_queries(at_desk, editor, reporter):
    client, counts = at_desk(editor), []
    for more in (1, 19):
        for _ in range(more):
            submitted(reporter)
        client.get(REVIEW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(REVIEW)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_chief_confirms_on_a_page(at_desk, chief, address):
    story = build.live(chief, at=build.an_hour_ago()).article
    desk.withdraw(story, by=chief, outcome="gone")
    other = at_desk(build.person("Chief", "chief2"))
    assert f"/admin/articles/article/{story.pk}/change/" in _list(other)

    shown = confirmed(other, address("verb", story, "confirm_withdrawal"))

    assert told(shown) == ["Withdrawal confirmed."]
    assert "Confirmed by chief2, 28 November 2025 19:02 (UTC +04:00)" in (
        other.get(address("history", story)).content.decode()
    )


def _list(client):
    text = client.get("/admin/").content.decode()
    return text[text.index("Withdrawals to confirm") :]


def test_an_overdue_confirmation_is_marked(at_desk, chief, clock):
    desk.withdraw(
        build.live(chief, at=build.an_hour_ago()).article, by=chief, outcome="gone"
    )
    clock.shift(25 * 3600)

    assert '<strong class="late">overdue</strong>' in _list(at_desk(chief))


def test_the_number_of_unread_notices_stands_in_the_head(at_desk, editor, reporter):
    submitted(reporter)
    client = at_desk(editor)
    assert "Notices (1)" in client.get("/admin/").content.decode()

    shown = client.post(reverse("admin:articles_notice_read"), follow=True)

    assert told(shown) == ["1 marked as read."]
    assert "Notices (" not in client.get("/admin/").content.decode()


def test_a_person_chooses_whether_notices_come_by_mail(at_desk, editor):
    client = at_desk(editor)

    shown = client.post(reverse("admin:articles_notice_mail"), follow=True)
    editor.refresh_from_db()

    assert (told(shown), editor.notices_by_mail) == (["Notices stay in the desk."], False)


def test_notices_are_ones_own_and_of_stories_one_may_still_read(at_desk, editor, reporter):
    story = submitted(reporter, headline="Ours")
    client = at_desk(editor)
    assert "Ours" in client.get(NOTICES).content.decode()
    assert "Ours" not in at_desk(reporter).get(NOTICES).content.decode()

    editor.sections.set([build.section("Elsewhere")])

    assert story.state == State.SUBMITTED
    assert "Ours" not in at_desk(editor).get(NOTICES).content.decode()


def test_a_notice_is_not_written_or_deleted_by_hand(at_desk, editor, reporter):
    submitted(reporter)
    notice, client = editor.notices.get(), at_desk(build.admin())

    assert client.get(f"{NOTICES}add/").status_code == 403
    assert client.post(f"{NOTICES}{notice.pk}/delete/", {"post": "yes"}).status_code == 403
    assert editor.notices.count() == 1
