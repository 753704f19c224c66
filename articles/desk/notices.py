"""Notices to colleagues: written by the verbs, in their transactions, each with its own words."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from articles.enums import NoticeKind
from articles.models import Article, Notice
from articles.text.plain_text import clean_line

SENTENCES = {
    NoticeKind.SUBMITTED: "{by} submitted “{headline}” for review.",
    NoticeKind.SENT_BACK: "{by} sent “{headline}” back.",
    NoticeKind.APPROVED: "{by} approved “{headline}”.",
    NoticeKind.PUBLISHED: "{by} published “{headline}”.",
    NoticeKind.HANDED_OVER: "{by} reassigned “{headline}” to you.",
    NoticeKind.HELD: "{by} put “{headline}” on hold.",
    NoticeKind.WITHDRAWAL_REQUESTED: "{by} requested withdrawal of “{headline}”.",
    NoticeKind.TO_CONFIRM: "{by} withdrew “{headline}”: confirm it within 24 hours.",
    NoticeKind.CONFIRMED: "{by} confirmed the withdrawal of “{headline}”.",
}


def notify(
    people: Iterable[Any], kind: NoticeKind, article: Article, *, by: Any, note: str = ""
) -> None:
    """Write a notice to each of the people once; nobody is told what they did themselves."""
    others = {
        person.pk: person for person in people if person.is_active and person.pk != by.pk
    }
    name = by.get_full_name() or by.get_username()
    text = SENTENCES[kind].format(by=name, headline=article.headline)
    Notice.objects.bulk_create(
        Notice(
            to=person,
            kind=kind,
            text=text[:500],
            note=clean_line(note)[:300],
            article=article,
            actor=by,
            # As they choose now; the mailer asks again before it leaves.
            by_mail=person.notices_by_mail and bool(person.email),
        )
        for person in others.values()
    )


def read_notices(*, by: Any, notice: Notice | None = None) -> int:
    """Mark one's own notices as read, all or one, and return how many were not yet."""
    unread = by.notices.unread()
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())


def choose_mail(enabled: bool, *, by: Any) -> None:
    """Say whether one's own notices come by e-mail too."""
    by.notices_by_mail = enabled
    by.save(update_fields=["notices_by_mail"])
