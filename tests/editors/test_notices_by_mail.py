"""Whoever gets no mail is told so in the desk, with what the mail server said."""

import re

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from articles import desk
from tests import build

PAGES = ["/admin/articles/notice/", reverse_lazy("account_profile")]


@pytest.fixture
def not_taken(editor, reporter):
    """A notice whose mail was not taken: `not_taken("550 no such user")`."""
    editor.email = "gone@news.example"
    editor.save()

    def write(answer, address="gone@news.example", **facts):
        story = build.article(reporter)
        desk.submit(story, revision=story.revisions.first(), by=reporter)
        facts = {"mail_address": address, "mail_answer": answer, **facts}
        editor.notices.filter(mail_address="").update(**facts)

    return write


def told(client, page):
    text = client.get(page).content.decode()
    lines = re.findall('<p class="errornote">(.*?)</p>', text)
    return [re.sub("<[^>]+>", "", line) for line in lines]


@pytest.mark.parametrize("page", PAGES)
def test_who_gets_no_mail_is_told_what_the_mail_server_said(
    at_desk, editor, not_taken, page
):
    client = at_desk(editor)
    not_taken("451 greylisted")
    put_off = told(client, page)

    not_taken("550 <no> such user", mail_given_up_at=timezone.now())

    assert put_off == [
        "The last notice did not reach gone@news.example: “451 greylisted”. "
        "It is tried again until it is a day old. Is the address right?"
    ]
    assert told(client, page) == [
        "The last notice did not reach gone@news.example: “550 &lt;no&gt; such user”. "
        "It stays in the desk; the next one is tried again. Is the address right?"
    ]


@pytest.mark.parametrize("page", PAGES)
def test_what_was_said_is_gone_once_a_mail_is_taken_or_the_address_another(
    at_desk, editor, not_taken, page
):
    client = at_desk(editor)
    not_taken("550 no such user", address="before@news.example")
    another = told(client, page)
    not_taken("550 no such user")
    not_taken("", mailed_at=timezone.now())

    assert (another, told(client, page)) == ([], [])


def test_the_peoples_page_says_whose_mail_is_not_taken(at_desk, editor, not_taken, chief):
    not_taken("550 no such user")
    people = reverse("admin:newsroom_staff_changelist")
    for person in (chief, build.admin()):
        client = at_desk(person)
        rows = re.findall(
            '<td class="field-mail">(.*?)</td>', client.get(people).content.decode()
        )
        assert sorted(rows) == ["550 no such user"] + ["—"] * (len(rows) - 1)
        shown = client.get(reverse("admin:newsroom_staff_change", args=[editor.pk]))
        assert "550 no such user" in shown.content.decode()
