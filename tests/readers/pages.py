"""A newsroom that has a page of every kind, for the tests that walk them all."""

from datetime import datetime
from typing import Any

from articles import desk
from articles.enums import Outcome
from articles.models import Edition, Photo, SiteSettings
from articles.pages.story.pictures import photo_url
from tests import build

BODY = (
    "<p>They reached an agreement.</p><h2>Subhead</h2><ul><li>One</li></ul>"
    "<blockquote><p>Said</p></blockquote>"
    "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>2025</td></tr></tbody></table>"
    '<p><a href="https://example.com/">A link</a></p><figure data-photo="{photo}"></figure>'
)
LISTS = {
    "front": "/",
    "latest": "/latest/",
    "section": "/ict-materials/",
    "tag": "/tag/itu/",
    "author": "/author/ingilab-mammadov/",
    "authors": "/authors/",
    "language": "/language/ru/",
    "archive": "/archive/",
    "year": "/archive/2025/",
    "month": "/archive/2025/11/",
    "day": "/archive/2025/11/28/",
    "search": "/search/",
    "found": "/search/?q=agreement",
    "nothing found": "/search/?q=quagga",
    "corrections": "/corrections/",
    "feeds": "/feeds/",
    "about": "/about/",
    "not found": "/no-such-page/",
}


def published(chief: Any, language: str = "en") -> dict[str, str]:
    """Make the stories, in one language but two; return an address of each kind of page."""
    build.section(language=language)
    desk.save_site_object(SiteSettings.load(), by=chief, changes={"show_earlier": True})
    photos = [_photo(chief, number) for number in range(4)]
    story = _corrected(chief, photos, language)
    stopped = photos[3]
    held, withdrawn = (_plain(chief, language, build.an_hour_ago()) for _ in range(2))
    desk.hold(held.article, by=chief)
    desk.withdraw(
        withdrawn.article, by=chief, outcome=Outcome.NOTICE, reason="It was not so."
    )
    desk.stop_photo(stopped, by=chief, reason="Rights")
    stories = {
        "story": story,
        "in Azerbaijani": _plain(chief, "az"),
        "in Russian": _plain(chief, "ru"),
        "held": held,
        "withdrawn": withdrawn,
    }
    return LISTS | {
        **{name: edition.get_absolute_url() for name, edition in stories.items()},
        "photo": photo_url(story, photos[2].pk),
        "earlier words": f"{story.get_absolute_url()}edition/1/",
        "photo gone": photo_url(story, stopped.pk),
    }


def _plain(chief: Any, language: str, at: datetime | None = None) -> Edition:
    return build.live(chief, at=at, language=language, tags=["ITU"])


def _photo(chief: Any, number: int) -> Photo:
    facts = {"credit": "Ministry", "alt": "A hall", "caption": f"Caption {number}"}
    return desk.add_photo(build.picture((96, 64)), by=chief, licence="staff", **facts)


def _corrected(chief: Any, photos: list[Photo], language: str) -> Edition:
    """A story with everything that a story may have."""
    lead, figure, *gallery = photos
    first = build.live(
        chief,
        at=build.an_hour_ago(),
        language=language,
        standfirst="What it is about.",
        body=BODY.format(photo=figure.pk),
        tags=["ITU"],
        source="Ministry",
        lead_photo=lead,
        gallery=[(photo, "") for photo in gallery],
    )
    revision = build.edited(first.article, chief, standfirst="What it is really about.")
    return desk.correct(
        first.article,
        revision=revision,
        by=chief,
        what="The beginning was wrong.",
        where="text",
    )
