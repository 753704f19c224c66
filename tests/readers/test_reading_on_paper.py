"""A printed story is the story: words, pictures with their credits, and where its links lead."""

import pytest

from tests import build
from tests.readers import pages

pytestmark = pytest.mark.django_db(transaction=True)
LEFT_OUT = ("nav", "form", "button", "summary")
AFTER = "link => getComputedStyle(link, '::after').content"


@pytest.fixture
def printed(page):
    addresses = pages.published(build.person("Chief"))
    page.goto(addresses["story"])
    page.emulate_media(media="print", color_scheme="dark")
    return page


def test_nothing_to_press_is_on_paper(printed):
    assert [part for part in LEFT_OUT if printed.locator(f"{part}:visible").count()] == []


def test_the_whole_story_is_there_with_its_notes_and_pictures(printed):
    story = printed.locator("article")

    for part in ("h1", "time", "table", "blockquote", "ul", "figure img"):
        assert story.locator(part).first.is_visible(), part
    assert story.get_by_text("The beginning was wrong.").is_visible()
    shown = printed.evaluate("[...document.querySelectorAll('article .credit')].length")
    assert shown == story.locator(".credit").count() >= 3


def test_a_link_says_where_it_leads(printed):
    link = printed.locator("article a[href='https://example.com/']")

    assert "attr(href)" in link.evaluate(AFTER) or "https://example.com/" in link.evaluate(
        AFTER
    )


def test_paper_stays_white_and_words_black_for_a_reader_in_the_dark(printed):
    ground, ink = printed.evaluate(
        "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
    )

    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
