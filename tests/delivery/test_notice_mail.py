"""Notices go out by e-mail to those who want them, once, and never hold anything up."""

from datetime import timedelta

import pytest
from django.core import mail

from articles import desk
from articles.delivery.notice_mail import NoticeMail
from articles.delivery.registry import workers
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return build.person("Editor", "editor", email="editor@news.example")


@pytest.fixture
def reporter():
    return build.person("Reporter", "reporter")


def submit(reporter, headline="Roadmap"):
    story = build.article(reporter, headline=headline)
    desk.submit(
        story, revision=story.revisions.first(), by=reporter, note="Names are checked."
    )
    return story


def test_a_notice_is_mailed_with_its_note_and_where_to_look(editor, reporter):
    story = submit(reporter)

    NoticeMail().step()

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        ["editor@news.example"],
        "[Newsroom] reporter submitted “Roadmap” for review.",
    )
    assert letter.body.split("\n\n")[:3] == [
        "reporter submitted “Roadmap” for review.",
        "Names are checked.",
        f"http://localhost:8000/admin/articles/article/{story.pk}/change/",
    ]


def test_a_mail_says_that_a_program_wrote_it(editor, reporter):
    submit(reporter)

    NoticeMail().step()

    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_each_notice_is_mailed_once(editor, reporter):
    submit(reporter)
    lane = NoticeMail()

    assert (lane.step(), lane.step(), NoticeMail().step()) == (True, False, False)
    assert len(mail.outbox) == 1


def test_after_a_long_outage_nobody_is_buried_in_old_notices(editor, reporter, clock):
    submit(reporter)

    clock.shift(timedelta(hours=25))

    assert (NoticeMail().step(), len(mail.outbox)) == (False, 0)
    assert editor.notices.unread().count() == 1
    assert not editor.notices.to_mail().exists()


def test_a_headline_writes_no_header(editor, reporter):
    submit(reporter, headline="Roadmap Bcc: all@news.example")

    NoticeMail().step()

    assert mail.outbox[0].recipients() == ["editor@news.example"]
    assert "\n" not in mail.outbox[0].subject


def test_chiefs_are_reminded_of_a_withdrawal_without_a_second_person(clock):
    chief = build.person("Chief", "chief")
    build.person("Chief", "chief2", email="chief2@news.example")
    desk.withdraw(
        build.live(chief, at=build.an_hour_ago()).article, by=chief, outcome="gone"
    )
    lane = NoticeMail()
    lane.step()

    clock.shift(timedelta(hours=5))
    lane.step()

    assert [letter.subject for letter in mail.outbox] == [
        "[Newsroom] chief withdrew “Member states define roadmap”: confirm it within 24 hours."
    ] * 2


@pytest.mark.parametrize(("address", "runs"), [("", False), ("smtp://localhost", True)])
def test_without_mail_notices_stay_in_the_desk(address, runs, settings):
    settings.EMAIL_URL = address

    assert ("notice_mail" in [worker.name for worker in workers()]) == runs
