"""A reader who enlarges the page, or spaces its letters, reads it without scrolling sideways."""

import pytest

from tests import build
from tests.readers import pages

pytestmark = pytest.mark.django_db(transaction=True)

# What reaches out of the window: parts that scroll by themselves (a table, the row of sections)
# hold theirs, and what is for screen readers alone has no size.
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || box.right <= innerWidth + 1) return false;
  for (let up = one; up !== document.body; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== "visible") return false;
  return true;
}).map((one) => one.outerHTML.slice(0, 80))"""
# WCAG 1.4.12, set as a reader's own style would.
SPACED = """() => {
  for (const one of document.querySelectorAll("body *")) {
    one.style.setProperty("line-height", "1.5", "important");
    one.style.setProperty("letter-spacing", "0.12em", "important");
    one.style.setProperty("word-spacing", "0.16em", "important");
  }
}"""


@pytest.fixture
def addresses(db):
    return pages.published(build.person("Chief"))


def wide(page) -> list[str]:
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return page.evaluate(OUTSIDE)
    return ["the page", *page.evaluate(OUTSIDE)]


def test_every_page_fits_a_phone_with_letters_twice_as_large(page, addresses):
    page.set_viewport_size({"width": 360, "height": 740})

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[name] = wide(page)

    assert {name: parts for name, parts in found.items() if parts} == {}


def test_every_page_fits_a_window_of_320_pixels_as_at_four_hundred_percent(page, addresses):
    page.set_viewport_size({"width": 320, "height": 256})

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = wide(page)

    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize("kind", ["front", "story", "found", "feeds"])
def test_letters_of_twice_the_size_or_spaced_wide_push_nothing_out(page, addresses, kind):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(addresses[kind])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    doubled = wide(page)

    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate(SPACED)

    assert (doubled, wide(page)) == ([], [])
