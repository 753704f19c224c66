"""A mail that is not taken is its reader's affair alone; a server that is away rests them all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.delivery.notice_mail import NoticeMail
from articles.models import Notice
from tests import build

from .mail_server import CLOSES, HANGS, MailServer

pytestmark = pytest.mark.django_db
GONE, WELL, OTHER = "gone@news.example", "well@news.example", "other@news.example"
UNWRITABLE = [
    f"a@{'ü' * 70}.example",
    "a@b..example",
    "two@signs@news.example",
    "a@news.example\nBcc: b@news.example",
]


@pytest.fixture
def server(settings):
    server = MailServer()
    with server.serving():
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 0.3
        yield server


@pytest.fixture
def notices():
    """Write notices to addresses, one after another: `notices(GONE, WELL, GONE)`."""
    story, people = build.article(), {}

    def write(*addresses):
        for email in addresses:
            name = f"reader{len(people)}"
            to = people.get(email) or build.person("Editor", name, email=email)
            people[email] = to
            text = f"Notice {Notice.objects.count()}"
            Notice.objects.create(
                to=to, kind="approved", text=text, article=story, by_mail=True
            )
        return people

    return write


@pytest.fixture
def hours(clock):
    """Let time pass, with a look every half minute, as the program has; return the lane."""
    lane = NoticeMail()

    def passing(number):
        for _ in range(int(number * 120)):
            while lane.step():
                pass
            clock.shift(30)
        return lane

    return passing


def subjects(server):
    return [letter["Subject"].removeprefix("[Newsroom] ") for letter in server.letters]


def states():
    """Of each notice: sent, given up or waiting, and what was said of it."""
    return [
        (
            "sent" if one.mailed_at else "given up" if one.mail_given_up_at else "waits",
            one.mail_answer,
        )
        for one in Notice.objects.order_by("pk")
    ]


@pytest.mark.parametrize("word", ["RCPT", "DATA", "END"])
@pytest.mark.parametrize(
    "said", ["550 5.1.1 no such user", "554 5.7.1 \x00 not\x1b wanted\ufffd"]
)
def test_what_is_refused_for_good_is_given_up_and_the_others_get_theirs(
    server, notices, hours, word, said
):
    server.says[f"{word} {GONE}"] = said
    notices(GONE, WELL, OTHER, GONE, WELL)

    hours(0.01)

    assert server.took == [WELL, OTHER, WELL]
    words = " ".join(
        said.replace("\x00", "").replace("\x1b", "").replace("\ufffd", "").split()
    )
    assert states() == [
        ("given up", words) if n in (0, 3) else ("sent", "") for n in range(5)
    ]
    assert server.asked.count(f"{word} {GONE}") == 2


@pytest.mark.parametrize("word", ["RCPT", "DATA", "END"])
def test_what_is_put_off_is_tried_again_and_the_others_go_on(server, notices, hours, word):
    server.says[f"{word} {WELL}"] = "451 4.7.1 greylisted, come again"
    notices(WELL, OTHER, WELL)
    hours(0.05)
    assert server.took == [OTHER]
    assert states()[0] == ("waits", "451 4.7.1 greylisted, come again")

    server.says.clear()
    hours(0.1)

    assert server.took == [OTHER, WELL, WELL]
    assert states() == [("sent", "")] * 3


def test_each_reader_gets_notices_in_order(server, notices, hours):
    server.says[f"RCPT {WELL}"] = "450 later"
    notices(WELL, WELL, OTHER, WELL, OTHER)
    hours(0.1)

    server.says.clear()
    hours(0.3)

    assert subjects(server) == [f"Notice {n}" for n in (2, 4, 0, 1, 3)]


def test_what_is_put_off_for_a_day_is_given_up_with_what_was_said(server, notices, hours):
    server.says[f"RCPT {WELL}"] = "452 mailbox full"
    notices(WELL, OTHER)

    hours(24.1)

    assert states() == [("given up", "452 mailbox full"), ("sent", "")]
    assert len(server.asked) < 1000  # about a hundred tries of five words


@pytest.mark.parametrize("address", UNWRITABLE)
def test_an_address_that_cannot_be_written_holds_up_nobody(server, notices, hours, address):
    notices(address, WELL)

    hours(0.01)

    assert server.took == [WELL]
    (state, said), _ = states()
    assert (state, said.startswith("It cannot be written as a mail: ")) == (
        "given up",
        True,
    )


@pytest.mark.parametrize(
    "error", [UnicodeEncodeError("ascii", "ə", 0, 1, "no"), KeyError("x")]
)
def test_whatever_is_raised_for_one_letter_holds_up_nobody(
    server, notices, hours, monkeypatch, error
):
    from articles.delivery import notice_mail

    def letter(notice, connection, write=notice_mail.letter):
        if notice.to.email == GONE:
            raise error
        return write(notice, connection)

    monkeypatch.setattr(notice_mail, "letter", letter)
    notices(GONE, WELL)

    hours(0.01)

    assert (server.took, [state for state, _ in states()]) == ([WELL], ["given up", "sent"])


SERVER_SAYS = [
    ("HELLO", "421 too busy"),
    ("HELLO", "554 go away"),
    ("HELLO", CLOSES),
    ("HELLO", HANGS),
    ("EHLO", "421 closing"),
    ("MAIL", "421 closing"),
    ("MAIL", "553 5.7.1 this sender is not yours"),
    ("MAIL", "451 not now"),
    ("RCPT", "421 closing"),
    ("RCPT", "530 5.7.0 sign in first"),
    ("RCPT", "nonsense"),
    ("RCPT", CLOSES),
    ("DATA", "421 closing"),
    ("DATA", HANGS),
    ("END", "421 closing"),
    ("END", CLOSES),
]


@pytest.mark.parametrize(("word", "said"), SERVER_SAYS)
def test_a_server_that_does_not_serve_rests_the_lane_and_nothing_is_lost(
    server, notices, hours, word, said
):
    server.says[word] = said
    notices(WELL, OTHER, WELL)
    lane = hours(0.05)
    tried = server.asked.count("HELLO")
    assert (server.took, tried, lane.rest > timedelta(seconds=30)) == ([], 3, True)

    server.says.clear()
    hours(1)

    assert sorted(server.took) == [OTHER, WELL, WELL]
    assert [text for text in subjects(server) if text != "Notice 1"] == [
        "Notice 0",
        "Notice 2",
    ]
    assert states() == [("sent", "")] * 3


def test_no_server_at_all_rests_the_lane(server, notices, hours, settings):
    notices(WELL)
    settings.EMAIL_PORT = 9
    hours(0.05)
    assert states() == [("waits", "")]

    settings.EMAIL_PORT = server.port
    hours(0.1)

    assert server.took == [WELL]


@pytest.mark.parametrize("said", [CLOSES, HANGS, "421 what do you want of me"])
@pytest.mark.parametrize("word", ["RCPT", "DATA", "END"])
def test_a_letter_that_breaks_the_server_each_time_comes_after_all_others(
    server, notices, hours, word, said
):
    server.says[f"{word} {GONE}"] = said
    notices(GONE, WELL, OTHER, GONE, WELL)

    hours(0.2)

    assert server.took == [WELL, OTHER, WELL]


@pytest.mark.parametrize("said", [CLOSES, HANGS, "500 what", "nonsense"])
def test_who_took_a_letter_and_says_no_goodbye_gets_it_once(server, notices, hours, said):
    server.says["QUIT"] = said
    notices(WELL, OTHER)

    hours(0.1)

    assert server.took == [WELL, OTHER]


def test_a_letter_whose_answer_was_lost_comes_again_under_the_same_name(
    server, notices, hours, monkeypatch
):
    """The server took it, and broke off before it said so."""
    notices(WELL)
    server.says["END"] = "250 taken, but"
    with monkeypatch.context() as broken:
        broken.setattr("smtplib.SMTP.getreply", _losing_the_last_answer())
        hours(0.01)
    hours(0.1)

    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]


def _losing_the_last_answer():
    import smtplib

    usual = smtplib.SMTP.getreply

    def getreply(self):
        answer = usual(self)
        if answer[1] == b"taken, but":
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return answer

    return getreply


def test_two_processes_send_each_notice_once(server, notices):
    notices(WELL, OTHER)
    first, second = (list(Notice.objects.next_to_mail(timezone.now())) for _ in range(2))

    for notice in (*first, *second):
        NoticeMail()._send(notice)

    assert sorted(server.took) == [OTHER, WELL]


def test_a_process_that_was_killed_over_a_letter_leaves_it_to_the_next(
    server, notices, clock
):
    notices(WELL, WELL)
    Notice.objects.order_by("pk").first().claim_mail(timezone.now())
    lane = NoticeMail()
    assert (lane.step(), server.took) == (False, [])

    clock.shift(301)
    while lane.step():
        pass

    assert subjects(server) == ["Notice 0", "Notice 1"]


def test_a_clock_that_was_stepped_back_holds_nothing_up(server, notices, clock):
    server.says[f"RCPT {WELL}"] = "451 later"
    notices(WELL)
    NoticeMail().step()
    server.says.clear()

    clock.shift(timedelta(hours=-3))
    NoticeMail().step()

    assert server.took == [WELL]


def no_longer_active(person):
    person.is_active = False


def without_an_address(person):
    person.email = ""


def wants_no_mail(person):
    person.notices_by_mail = False


@pytest.mark.parametrize("change", [no_longer_active, without_an_address, wants_no_mail])
def test_who_is_no_longer_to_be_mailed_is_not(server, notices, hours, change):
    server.says["HELLO"] = CLOSES
    person = notices(WELL, OTHER)[WELL]
    hours(0.01)
    change(person)
    person.save()

    server.says.clear()
    hours(0.1)

    assert (server.took, states()[0]) == ([OTHER], ("given up", ""))


def test_who_may_no_longer_read_the_story_is_not_told_of_it(server, notices, hours):
    server.says["HELLO"] = CLOSES
    person = notices(WELL)[WELL]
    hours(0.01)
    person.groups.clear()

    server.says.clear()
    hours(0.1)

    assert (server.took, states()) == ([], [("given up", "")])


def test_looking_for_mail_asks_the_same_number_of_queries(
    notices, django_assert_num_queries, server
):
    for count in (1, 12):
        notices(*[f"reader{count}-{n}@news.example" for n in range(count)])
        with django_assert_num_queries(1):
            assert len(Notice.objects.next_to_mail(timezone.now())) >= count
