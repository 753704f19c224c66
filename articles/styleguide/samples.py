"""Made-up stories and pictures for the style guide: nothing is asked of the database."""

import datetime as dt
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.templatetags.static import static
from django.utils import timezone

from articles.enums import Kind
from articles.models import Edition, Section
from articles.pages.calendar import CalendarDay, Month
from articles.pages.cards import Card, by_day
from articles.pages.story.sharing import Share

MOMENT = dt.datetime(2025, 11, 28, 15, 2, tzinfo=dt.UTC)
SECTION = Section(name="ICT Materials", slug="ict-materials")
HEADLINES = [
    ("en", "ITU member states define roadmap for digital opportunities (PHOTO)"),
    (
        "az",
        "Gəncədə yüksək sürətli şəbəkə işə düşdü: şəhərin üçdə biri ondan istifadə edir",
    ),
    ("ru", "Домены на кириллице и латинице: реестр подвёл итоги года"),
    ("en", "Prices fall"),
]
STANDFIRST = "A sentence or two that say what the headline leaves out, and why it matters."
BODY = """
<p>BAKU, Azerbaijan, November 28. A paragraph with a <a href="#text">link</a>,
<strong>strong</strong> words and <em>words that are stressed</em>: ə Ə ğ ı İ ö ş ü ç, 1,234.56
and “quotation marks”.</p>
<h2>A subhead of the text</h2>
<p>Абзац на русском языке, с кириллицей и цифрами 2025, set in the same face as the rest.</p>
<blockquote><p>“A quotation that stands by itself, in
the words of somebody with a name.”</p></blockquote>
<h3>A smaller subhead</h3>
<ul><li>One point of a list</li><li>Another, with more words, so that it takes a second line where
the column is narrow</li></ul>
<ol><li>First</li><li>Second</li></ol>
<table><thead><tr><th>Year</th><th>Subscribers</th><th>Change</th></tr></thead>
<tbody><tr><td>2024</td><td>1,204,000</td><td>+4.1%</td></tr>
<tr><td>2025</td><td>1,310,500</td><td>+8.8%</td></tr></tbody></table>
"""


@dataclass(frozen=True)
class SampleFile:
    width: int
    height: int

    def get_absolute_url(self) -> str:
        return static("articles/sample.svg")


@dataclass(frozen=True)
class SamplePicture:
    """What `_figure.html` asks of a picture."""

    caption: str = "A caption says what is seen, who, where and when."
    credit: str = "Newsroom/Drawn for the style guide"
    alt: str = "Hills under an evening sky"
    url: str = ""
    avif: tuple = ()
    plain: SampleFile = SampleFile(1600, 900)
    files: tuple = field(default=(SampleFile(1600, 900),))
    facts: str = "sample"


def edition(index: int = 0, **changes: Any) -> Edition:
    language, title = HEADLINES[index]
    facts = {
        "kind": Kind.FIRST,
        "article_id": index + 1,
        "section": SECTION,
        "slug": "a-story",
        "language": language,
        "title": title,
        "headline": title.removesuffix(" (PHOTO)"),
        "standfirst": STANDFIRST,
        "first_published": MOMENT - dt.timedelta(hours=7 * index),
        "live_from": MOMENT,
    }
    return Edition(**facts | changes)


def cards() -> list[Card]:
    """With a picture and without, breaking, in three languages, long and short."""
    pictures = [SamplePicture(), None, SamplePicture(), SamplePicture()]
    return [
        Card(edition(index), picture, breaking=index == 1)
        for index, picture in enumerate(pictures)
    ]


def notes() -> list[Edition]:
    wrong = edition(
        number=3,
        kind=Kind.CORRECTION,
        note="The share was 12, not 21 per cent.",
        note_location="text",
    )
    return [wrong, edition(number=2, kind=Kind.UPDATE, note="With the minister's answer.")]


def month() -> Month:
    days = [CalendarDay(None)] * 5 + [
        CalendarDay(n, "#calendar" if n % 3 == 0 else "") for n in range(1, 31)
    ]
    names = [
        (name, name[:2]) for name in "Monday Tuesday Wednesday Thursday Friday".split()
    ]
    names += [("Saturday", "Sa"), ("Sunday", "Su")]
    weeks = [days[start : start + 7] for start in range(0, 35, 7)]
    return Month("November 2025", "#calendar", names, weeks, "#calendar", "#calendar")


def context() -> dict[str, Any]:
    """What the fragments ask of their page."""
    stories = cards()
    return {
        "at": timezone.now(),
        "edition": edition(),
        "cards": stories,
        "days": by_day(stories),
        "notes": notes(),
        "history": [edition(number=1), *notes()],
        "translations": [edition(n) for n in range(3)],
        "month": month(),
        "shot": SamplePicture(url="#pictures"),
        "gallery": [SamplePicture(url="#pictures")] * 3,
        "body": BODY,
        "page": SimpleNamespace(number=2, is_first=False, newer="#pages", older="#pages"),
        "share": [Share(name, "#sharing") for name in ("E-mail", "WhatsApp", "Telegram")],
        "citation": "Ingilab Mammadov. “Member states define roadmap”. Newsroom, 28 November 2025.",
        "marked": [("Words with a ", False), ("match", True), (" in them", False)],
    }
