"""Colleagues are told by the verb itself, and nobody is told what they did themselves."""

import pytest

from articles import desk
from articles.enums import NoticeKind
from articles.models import Notice
from tests import build

pytestmark = pytest.mark.django_db


def told(person):
    return [(notice.kind, notice.text) for notice in person.notices.order_by("pk")]


def submitted(by, **changes):
    story = build.article(by, **changes)
    return desk.submit(
        story, revision=story.revisions.first(), by=by, note="Names are checked."
    )


def test_a_submission_tells_the_editors_of_the_section_and_the_chiefs():
    telecom, internet = build.section("Telecom"), build.section("Internet")
    here = build.person("Editor", "here", sections=(telecom,))
    everywhere, chief = build.person("Editor", "everywhere"), build.person("Chief", "chief")
    build.person("Editor", "elsewhere", sections=(internet,))
    build.person("Editor", "gone", is_active=False)

    submitted(build.person("Reporter", "reporter"), section=telecom)

    assert {notice.to for notice in Notice.objects.all()} == {here, everywhere, chief}
    assert told(here) == [
        ("submitted", "reporter submitted “Member states define roadmap” for review.")
    ]
    assert here.notices.get().note == "Names are checked."


def test_the_writer_hears_of_the_answer():
    reporter, editor = build.person("Reporter"), build.person("Editor", "editor")
    story = submitted(reporter)

    desk.send_back(story, by=editor, reason="Who says so?")
    desk.submit(story, revision=story.revisions.first(), by=reporter)
    desk.approve(story, revision=story.revisions.first(), by=editor)
    desk.publish(story, revision=story.approved, by=editor)

    assert [kind for kind, _ in told(reporter)] == ["sent_back", "approved", "published"]


def test_nobody_is_told_what_they_did_themselves():
    chief = build.person("Chief")

    build.live(chief)

    assert told(chief) == []


def test_a_new_owner_is_told():
    to = build.person("Reporter")
    story = build.article()

    desk.hand_over(story, to=to, by=build.person("Chief", "chief"))

    assert told(to) == [
        ("handed_over", "chief reassigned “Member states define roadmap” to you.")
    ]


def test_an_asked_withdrawal_tells_the_chiefs_alone():
    chief, editor = build.person("Chief"), build.person("Editor")
    story = build.live(editor, at=build.an_hour_ago()).article

    desk.request_withdrawal(
        story, by=build.person("Editor"), reason="The figures are wrong"
    )

    assert [kind for kind, _ in told(chief)] == ["asked"]
    assert told(editor) == []


def test_a_refused_verb_tells_nobody():
    reporter = build.person("Reporter")
    story = submitted(reporter)
    before = Notice.objects.count()

    with pytest.raises(desk.WrongState):
        desk.submit(story, revision=story.revisions.first(), by=reporter)

    assert Notice.objects.count() == before


def test_mail_is_asked_for_where_the_person_wants_it_and_has_an_address():
    wants = build.person("Editor", "wants", email="wants@news.example")
    build.person("Editor", "quiet", email="quiet@news.example", notices_by_mail=False)
    build.person("Editor", "nowhere")

    submitted(build.person("Reporter"))

    assert [notice.to for notice in Notice.objects.to_mail()] == [wants]


def test_reading_ticks_off_ones_own_alone():
    one, other = build.person("Editor"), build.person("Editor")
    submitted(build.person("Reporter"))

    assert desk.read_notices(by=one) == 1
    assert (one.notices.unread().count(), other.notices.unread().count()) == (0, 1)


def test_every_kind_has_its_sentence():
    assert set(desk.notices.SENTENCES) == set(NoticeKind)
