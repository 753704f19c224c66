"""A real reader, newsboat, polls the real server and keeps what it was told."""

import logging
import re

import pytest

from articles import desk
from tests import build

from .newsboat import Newsboat

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = "select guid, title, content, datetime(pubDate, 'unixepoch') from rss_item"
FORMATS = pytest.mark.parametrize("form", ["rss", "atom"])


@pytest.fixture
def public(live_server, settings):
    settings.PUBLIC_URL = live_server.url
    return live_server.url


@pytest.fixture
def chief():
    return build.person("Chief")


@FORMATS
def test_a_story_stays_one_item_through_correction_and_withdrawal(
    public, tmp_path, clock, chief, form
):
    """From its third poll on newsboat sends validators."""
    reader, told = Newsboat(tmp_path, f"{public}/feed.{form}"), []
    story = build.live(chief, headline="Şəhər ]]> <b>& ı").article

    def poll():
        reader.reload()
        ((guid, title, content, published),) = reader.rows(ITEMS)
        assert (guid, published) == (story.urn, "2025-11-28 15:02:00")
        told.append((title, content[:22]))

    poll()
    clock.shift(600)
    revision = build.edited(story, chief, headline="Right")
    desk.correct(story, revision=revision, by=chief, what="A date was wrong.")
    poll()
    clock.shift(600)
    desk.withdraw(story, by=chief, outcome="gone", reason="Wrong")
    poll()
    assert told == [
        ("Şəhər ]]> <b>& ı", "<p>The member states r"),
        ("Right", "<p><strong>Correction,"),
        ("Story withdrawn", "<p>This story was with"),
    ]


@FORMATS
def test_an_unchanged_feed_is_not_sent_again(public, tmp_path, clock, caplog, form):
    caplog.set_level(logging.INFO, "newsroom.requests")
    reader = Newsboat(tmp_path, f"{public}/feed.{form}")
    build.live()
    for _ in range(4):
        clock.shift(600)
        reader.reload()
    assert re.findall(r"GET feed (\d+)", caplog.text) == ["200", "200", "304", "304"]


def test_it_takes_every_scope_by_its_own_name(public, tmp_path, chief):
    build.live(chief, tags=["ITU"], bylines=[build.author()])
    scopes = (
        "",
        "/ict-materials",
        "/tag/itu",
        "/author/ingilab-mammadov",
        "/top",
        "/corrections",
    )
    reader = Newsboat(tmp_path, *(f"{public}{scope}/feed.rss" for scope in scopes))
    reader.reload()
    assert sorted(title for (title,) in reader.rows("select title from rss_feed")) == [
        "Newsroom",
        "Newsroom: Corrections",
        "Newsroom: ICT Materials",
        "Newsroom: ITU",
        "Newsroom: Ingilab Mammadov",
        "Newsroom: Top stories",
    ]
