"""Notices of the desk by e-mail, to those who want it; and reminders of what is overdue."""

import logging
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse
from django.utils import timezone

from articles import desk, permissions
from articles.models import Notice
from articles.public_urls import absolute_url
from articles.text.plain_text import clean_line

from .mail_faults import Fault, classify, describe

BATCH = 50
OLDEST = timedelta(hours=24)  # After a long outage nobody is buried in old news.
TIDY_EVERY = timedelta(minutes=1)
SHORTEST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=15)
log = logging.getLogger(__name__)


class NoticeMail:
    """A worker of the program `follow`.

    A letter that is not taken is its reader's affair alone; a server that does not answer rests
    all mail. Each letter has a connection of its own: none finds what another has broken.
    """

    name = "notice_mail"

    def __init__(self) -> None:
        self.stopping = False
        self.rest, self.not_before = SHORTEST_REST, timezone.now()
        self.tidy_at = timezone.now()

    def stop(self) -> None:
        self.stopping = True

    def step(self) -> bool:
        now = timezone.now()
        if now >= self.tidy_at:
            desk.remind_confirmers(now)
            Notice.objects.to_mail().filter(at__lte=now - OLDEST).update(
                mail_given_up_at=now
            )
            self.tidy_at = now + TIDY_EVERY
        due = Notice.objects.next_to_mail(now).select_related("to", "article")
        notices = [] if now < self.not_before else list(due[:BATCH])
        # A list: after one that was not sent the next is tried all the same.
        return any([self._send(notice) for notice in notices if not self.stopping])

    def _send(self, notice: Notice) -> bool:
        """Send a notice, or find out that it is not to be sent; false while all mail rests."""
        now = timezone.now()
        if now < self.not_before:
            return False
        to = notice.to
        # Asked again what was so when the notice was written: a mail may wait for a day.
        may_read = to.is_active and permissions.may(to, "read", notice.article)
        if not (may_read and to.notices_by_mail and to.email):
            notice.give_up_mail(now)
            return True
        try:
            with get_connection() as server:
                return self._hand_over(notice, server, now)
        except (
            OSError,
            ValueError,
        ):  # ValueError: host or password cannot be written for SMTP.
            log.exception(
                "The mail server does not answer; notices go on in %s.", self.rest
            )
            self.not_before = now + self.rest
            self.rest = min(self.rest * 2, LONGEST_REST)
            return False

    def _hand_over(self, notice: Notice, server: Any, now: datetime) -> bool:
        if not notice.claim_mail(now):
            return False
        try:
            letter(notice, server).send()
        except Exception as error:
            answer, fault = describe(error), classify(error)
            log.warning("The mail of notice %s was not taken: %s", notice.pk, answer)
            if fault is Fault.FOR_GOOD:
                notice.give_up_mail(now, answer)
            else:
                # Also one that breaks the server: so it comes after all others.
                notice.postpone_mail(now, answer)
            if fault is Fault.SERVER:
                raise
        else:
            notice.mark_mailed(now)
        self.rest = SHORTEST_REST
        return True


def letter(notice: Notice, server: Any) -> EmailMessage:
    """The mail of a notice: a sentence, the note, where to look; no word of the text."""
    story = absolute_url(reverse("admin:articles_article_change", args=[notice.article_id]))
    choice = absolute_url(reverse("admin:articles_notice_changelist"))
    parts = [notice.text, notice.note, story, f"E-mail notice settings: {choice}"]
    host = urlsplit(absolute_url("/")).hostname or "localhost"
    return EmailMessage(
        subject=clean_line(f"[{settings.SITE_NAME}] {notice.text}")[:200],
        body="\n\n".join(filter(None, parts)) + "\n",
        to=[notice.to.email],
        headers={
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday reply comes back.
            # The same again where the first answer was lost: mailboxes know a twin by it.
            "Message-ID": f"<notice-{notice.pk}-{notice.at:%Y%m%d%H%M%S}@{host}>",
        },
        connection=server,
    )
