"""Notices of the desk by e-mail, to those who want it; and reminders of what is overdue."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.formats.address import absolute
from articles.models import Notice

BATCH = 50
OLDEST = timedelta(hours=24)  # After a long outage nobody is buried in old news.
REMIND_EVERY = timedelta(minutes=1)
SHORTEST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=15)
log = logging.getLogger(__name__)


class NoticeMail:
    """A lane of the program `follow`. A mail goes out once at most; the notice is in the desk."""

    name = "notice_mail"

    def __init__(self) -> None:
        self.stopping = False
        self.rest, self.not_before = SHORTEST_REST, timezone.now()
        self.remind_at = timezone.now()

    def stop(self) -> None:
        self.stopping = True

    def step(self) -> bool:
        now = timezone.now()
        if now >= self.remind_at:
            desk.remind(now)
            self.remind_at = now + REMIND_EVERY
        if now < self.not_before:
            return False
        waiting = Notice.objects.to_mail().filter(at__gt=now - OLDEST)
        notices = list(waiting.select_related("to", "article")[:BATCH])
        return any([self._send(notice, now) for notice in notices if not self.stopping])

    def _send(self, notice: Notice, now: datetime) -> bool:
        """Take the notice before sending, so that two processes never send it twice."""
        mine = Notice.objects.filter(pk=notice.pk, mailed_at=None)
        if now < self.not_before or not mine.update(mailed_at=now):
            return False
        try:
            letter(notice).send()
        except (OSError, SMTPException):
            log.exception("A notice could not be mailed; it goes on in %s.", self.rest)
            Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
            self.not_before = now + self.rest
            self.rest = min(self.rest * 2, LONGEST_REST)
            return False
        self.rest = SHORTEST_REST
        return True


def letter(notice: Notice) -> EmailMessage:
    """The mail of a notice: a sentence, the note, where to look; no word of the text."""
    story = absolute(reverse("admin:articles_article_change", args=[notice.article_id]))
    choice = absolute(reverse("admin:articles_notice_changelist"))
    parts = [notice.text, notice.note, story, f"Whether notices come by e-mail: {choice}"]
    return EmailMessage(
        subject=f"[{settings.SITE_NAME}] {notice.text}"[:200],
        body="\n\n".join(filter(None, parts)) + "\n",
        to=[notice.to.email],
    )
