"""Making the demo's stories, each through the verbs a newsroom would use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from articles import desk
from articles.enums import Licence, NoticeKind, Outcome, State
from articles.models import Article, Author, FrontSlot, Photo, Revision, Section
from articles.text.plain_text import clean_line

from . import cast, pictures, site, texts

SEED_MOMENT = datetime(2025, 11, 28, 19, 2, tzinfo=ZoneInfo("Asia/Baku"))
# From one story to the next, back from the first run: about forty make a fortnight.
STEP = timedelta(hours=7, minutes=41)


@dataclass
class Newsroom:
    people: dict[str, Any]
    sections: dict[str, Section]
    authors: dict[str, Author]


def seed() -> Article | None:
    """Return the seed story, if the demo has been made."""
    return Article.objects.filter(headline=clean_line(texts.SEED_HEADLINE)).order_by("pk").first()


def newsroom(told: Callable[[str], None] = lambda line: None) -> bool:
    """Make the whole demo; return False where it is there already, and change nothing."""
    with transaction.atomic():
        if seed():
            return False
        people = site.people()
        chief = people["chief"]
        site.tags(chief)
        site.pages(chief)
        room = Newsroom(people, site.sections(chief), site.authors(chief, people["reporter"]))
        _seed_story(room)
        moment = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=2)
        made = {}
        for number, story in enumerate(texts.stories(list(room.sections))):
            told(story.headline)
            made[story.headline] = _story(room, story, moment - number * STEP)
            if original := made.get(story.head.get("translates")):
                desk.link_translation(made[story.headline], other=original, by=chief)
        _read_what_is_done(room)
        return True


def _read_what_is_done(room: Newsroom) -> None:
    """Leave unread only what somebody has yet to do, as on a day in the middle of the week."""
    for person in room.people.values():
        done = person.notices.exclude(article__state=State.SUBMITTED)
        for notice in done.exclude(kind__in=(NoticeKind.TO_CONFIRM, NoticeKind.SENT_BACK)):
            desk.read_notices(by=person, notice=notice)


def _seed_story(room: Newsroom) -> None:
    by = room.people["reporter"]
    changes = {
        "headline": texts.SEED_HEADLINE,
        "section": room.sections["ICT Materials"],
        "dateline_place": texts.SEED_PLACE,
        "body": texts.seed_body(),
        "bylines": [room.authors["Ingilab Mammadov"]],
        "tags": texts.SEED_TAGS,
        "source": "Ministry of Digital Development and Transport",
        "lead_photo": _photo(room, "skyline 1"),
        "lead_caption": "Baku, where the two-week conference ended today.",
    }
    article = Article()
    revision = desk.save(article, by=by, version=0, changes=changes)
    desk.submit(article, revision=revision, by=by)
    _approved(room, article, revision)
    desk.publish(article, revision=revision, by=room.people["editor"], at=SEED_MOMENT)
    desk.save_site_object(
        FrontSlot(article=article, position=1, since=SEED_MOMENT), by=room.people["editor"]
    )


def _story(room: Newsroom, story: texts.Story, moment: datetime) -> Article:
    """Write a story and let it come to what its file says."""
    article = Article()
    revision = desk.save(
        article, by=room.people["reporter"], version=0, changes=_words(room, story)
    )
    FATES[story.fate](room, story, article, revision, moment)
    return article


def _words(room: Newsroom, story: texts.Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "section": room.sections[story.section],
        "standfirst": story.head.get("standfirst", ""),
        "dateline_place": story.head.get("place", texts.SEED_PLACE),
        "body": story.body,
        "language": story.head.get("lang", "en"),
        "bylines": [room.authors[name] for name in story.names("by")],
        "tags": story.names("tags"),
        "lead_photo": _photo(room, story.head["photo"]) if "photo" in story.head else None,
        "lead_caption": story.head.get("caption", ""),
        "lead_alt": story.head.get("alt", ""),
        "gallery": [(_photo(room, name), "") for name in story.names("gallery")],
    }


def _photo(room: Newsroom, name: str) -> Photo:
    kind, number = name.split()
    title, caption, alt = cast.PICTURES[kind]
    return desk.add_photo(
        pictures.draw(kind, int(number)),
        by=room.people["photo"],
        name=f"{kind}-{number}.jpg",
        title=f"{title} {number}",
        caption=caption,
        alt=alt,
        credit="Newsroom/Drawn for the demo",
        creator="Newsroom",
        licence=Licence.STAFF,
    )


def _approved(room: Newsroom, article: Article, revision: Revision) -> None:
    desk.approve(article, revision=revision, by=room.people["editor"])


def _live(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _submitted(room, story, article, revision, moment)
    _approved(room, article, revision)
    desk.publish(article, revision=revision, by=room.people["editor"], at=moment)


def _corrected(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _live(room, story, article, revision, moment)
    words = article.body.replace(story.head["was"], story.head["is"])
    second = _second(room, article, words)
    desk.correct(
        article,
        revision=second,
        by=room.people["editor"],
        what=story.head["what"],
        where=story.head["where"],
        at=moment + timedelta(minutes=75),
    )


def _updated(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _live(room, story, article, revision, moment)
    second = _second(room, article, f"{article.body}<p>{story.head['adds']}</p>")
    desk.update(
        article,
        revision=second,
        by=room.people["editor"],
        note=story.head["note"],
        at=moment + timedelta(minutes=95),
    )


def _second(room: Newsroom, article: Article, body: str) -> Revision:
    revision = desk.save(
        article, by=room.people["editor"], version=article.version, changes={"body": body}
    )
    _approved(room, article, revision)
    return revision


def _held(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _live(room, story, article, revision, moment)
    desk.hold(article, by=room.people["editor"], reason=story.head["why"])


def _withdrawn(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _live(room, story, article, revision, moment)
    desk.withdraw(
        article, by=room.people["chief"], outcome=Outcome.NOTICE, reason=story.head["why"]
    )


def _scheduled(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    at = tomorrow.replace(hour=9, minute=0, second=0, microsecond=0)
    _live(room, story, article, revision, at)


def _embargoed(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    until = timezone.localtime() + timedelta(days=2)
    changes = {"embargo_until": until.replace(hour=11, minute=0, second=0, microsecond=0)}
    second = desk.save(article, by=room.people["editor"], version=1, changes=changes)
    _approved(room, article, second)


def _submitted(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    desk.submit(article, revision=revision, by=room.people["reporter"])


def _sent_back(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    _submitted(room, story, article, revision, moment)
    desk.send_back(article, by=room.people["editor"], reason=story.head["why"])


def _draft(
    room: Newsroom, story: texts.Story, article: Article, revision: Revision, moment: datetime
) -> None:
    """A draft is what a saved story is."""


FATES: dict[str, Callable[..., None]] = {
    "live": _live,
    "correction": _corrected,
    "update": _updated,
    "hold": _held,
    "withdrawal": _withdrawn,
    "scheduled": _scheduled,
    "embargo": _embargoed,
    "submitted": _submitted,
    "sent back": _sent_back,
    "draft": _draft,
}
