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
from articles.models import Article, Author, FrontSlot, Photo, Section
from articles.text.plain_text import clean_line

from . import cast, pictures, site, texts

SEED_MOMENT = datetime(2025, 11, 28, 19, 2, tzinfo=ZoneInfo("Asia/Baku"))
# From one story to the next, back from the first run: about fifty make a fortnight.
STEP = timedelta(hours=6, minutes=43)


@dataclass
class Newsroom:
    people: dict[str, Any]
    sections: dict[str, Section]
    authors: dict[str, Author]


def seed() -> Article | None:
    """Return the seed story, if the demo has been made."""
    return (
        Article.objects.filter(headline=clean_line(texts.SEED_HEADLINE))
        .order_by("pk")
        .first()
    )


def newsroom(progress: Callable[[], object] = lambda: None) -> bool:
    """Make the whole demo; return False where it is there already, and change nothing."""
    with transaction.atomic():
        if seed():
            return False
        people = site.people()
        chief = people["chief"]
        site.tags(chief)
        site.pages(chief)
        room = Newsroom(
            people, site.sections(chief), site.authors(chief, people["reporter"])
        )
        _publish_seed(room)
        moment = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=2)
        articles: dict[str, Article] = {}
        for number, text in enumerate(texts.stories(list(room.sections))):
            story = DemoStory(room, text, moment - number * STEP)
            FATES[text.fate](story)
            articles[text.headline] = story.article
            if original := articles.get(text.head.get("translates", "")):
                desk.link_translation(story.article, other=original, by=chief)
            progress()
        # Unread is only what somebody has yet to do, as on a day in the middle of the week.
        for person in people.values():
            done = person.notices.exclude(article__state=State.SUBMITTED)
            for notice in done.exclude(
                kind__in=(NoticeKind.TO_CONFIRM, NoticeKind.SENT_BACK)
            ):
                desk.read_notices(by=person, notice=notice)
        return True


def _publish_seed(room: Newsroom) -> None:
    reporter, editor = room.people["reporter"], room.people["editor"]
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
    revision = desk.save(article, by=reporter, version=0, changes=changes)
    desk.submit(article, revision=revision, by=reporter)
    desk.approve(article, revision=revision, by=editor)
    desk.publish(article, revision=revision, by=editor, at=SEED_MOMENT)
    desk.save_site_object(
        FrontSlot(article=article, position=1, since=SEED_MOMENT), by=editor
    )


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
        credit="Illustration: Newsroom",
        creator="Newsroom",
        licence=Licence.STAFF,
    )


class DemoStory:
    """A story of the files, saved as a draft; each verb leads it to one of the fates."""

    def __init__(self, room: Newsroom, text: texts.Story, moment: datetime) -> None:
        self.head = text.head
        self.moment = moment
        self.reporter = room.people["reporter"]
        self.editor = room.people["editor"]
        self.chief = room.people["chief"]
        self.article = Article()
        breaking = "breaking" in self.head
        changes = {
            "headline": text.headline,
            "section": room.sections[text.section],
            "standfirst": self.head.get("standfirst", ""),
            "dateline_place": self.head.get("place", texts.SEED_PLACE),
            "body": text.body,
            "language": self.head.get("lang", "en"),
            "breaking": breaking,
            "breaking_until": moment + timedelta(days=1) if breaking else None,
            "bylines": [room.authors[name] for name in text.names("by")],
            "tags": text.names("tags"),
            "lead_photo": _photo(room, self.head["photo"])
            if "photo" in self.head
            else None,
            "lead_caption": self.head.get("caption", ""),
            "lead_alt": self.head.get("alt", ""),
            "gallery": [(_photo(room, name), "") for name in text.names("gallery")],
        }
        self.revision = desk.save(
            self.article, by=self.reporter, version=0, changes=changes
        )

    def submit(self) -> None:
        desk.submit(self.article, revision=self.revision, by=self.reporter)

    def send_back(self) -> None:
        self.submit()
        desk.send_back(self.article, by=self.editor, reason=self.head["why"])

    def publish(self) -> None:
        self.submit()
        desk.approve(self.article, revision=self.revision, by=self.editor)
        desk.publish(self.article, revision=self.revision, by=self.editor, at=self.moment)

    def schedule(self) -> None:
        self.moment = _morning(days=1, hour=9)
        self.publish()

    def embargo(self) -> None:
        self.edit(embargo_until=_morning(days=2, hour=11))

    def correct(self) -> None:
        self.publish()
        self.edit(body=self.article.body.replace(self.head["was"], self.head["is"]))
        desk.correct(
            self.article,
            revision=self.revision,
            by=self.editor,
            what=self.head["what"],
            where=self.head["where"],
            at=self.moment + timedelta(minutes=75),
        )

    def update(self) -> None:
        self.publish()
        self.edit(body=f"{self.article.body}<p>{self.head['adds']}</p>")
        desk.update(
            self.article,
            revision=self.revision,
            by=self.editor,
            note=self.head["note"],
            at=self.moment + timedelta(minutes=95),
        )

    def hold(self) -> None:
        self.publish()
        desk.hold(self.article, by=self.editor, reason=self.head["why"])

    def withdraw(self) -> None:
        self.publish()
        desk.withdraw(
            self.article, by=self.chief, outcome=Outcome.NOTICE, reason=self.head["why"]
        )

    def edit(self, **changes: Any) -> None:
        """Save a second revision, approved."""
        version = self.article.version
        self.revision = desk.save(
            self.article, by=self.editor, version=version, changes=changes
        )
        desk.approve(self.article, revision=self.revision, by=self.editor)


def _morning(*, days: int, hour: int) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


FATES: dict[str, Callable[[DemoStory], None]] = {
    "live": DemoStory.publish,
    "correction": DemoStory.correct,
    "update": DemoStory.update,
    "hold": DemoStory.hold,
    "withdrawal": DemoStory.withdraw,
    "scheduled": DemoStory.schedule,
    "embargo": DemoStory.embargo,
    "submitted": DemoStory.submit,
    "sent back": DemoStory.send_back,
    "draft": lambda story: None,  # what a saved story is
}
