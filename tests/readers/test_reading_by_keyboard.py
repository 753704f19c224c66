"""A story is found and read with the keyboard alone, and the place where one is can be seen."""

import pytest

from tests import build
from tests.readers import pages

pytestmark = pytest.mark.django_db(transaction=True)

# What has the focus: where it leads or what it says, whether it is ringed, whether it is in view,
# and its number among all elements.
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const ring = getComputedStyle(one);
  return {
    leads: one.getAttribute("href") || one.innerText || one.name,
    ringed: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 1,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    number: [...document.querySelectorAll("*")].indexOf(one),
    outside: one === document.body,
  };
}"""


@pytest.fixture
def addresses(db):
    return pages.published(build.person("Chief"))


def walked(page, limit: int = 200) -> list[dict]:
    """Press Tab until the focus leaves the page."""
    steps = []
    while len(steps) < limit:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["outside"] or (steps and focused["number"] == steps[0]["number"]):
            break
        steps.append(focused)
    return steps


def tab_to(page, selector: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_the_first_key_leads_past_the_head_to_the_story(page, addresses):
    page.goto(addresses["story"])

    page.keyboard.press("Tab")
    skip = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")

    assert (skip["leads"], skip["seen"]) == ("#main", True)
    assert page.locator("main:focus").count() == 1


@pytest.mark.parametrize("kind", ["front", "story", "found"])
def test_tab_goes_through_all_links_in_their_order_each_ringed_and_in_view(
    page, addresses, kind
):
    page.goto(addresses[kind])
    page.evaluate("document.activeElement.blur()")

    steps = walked(page)

    numbers = [step["number"] for step in steps]
    assert len(steps) > 15
    assert numbers == sorted(numbers)
    assert [step["leads"] for step in steps if not (step["ringed"] and step["seen"])] == []


def test_from_the_front_to_a_found_story_and_through_its_photos(page, addresses):
    page.goto("/")
    tab_to(page, "a[href='/search/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/")
    page.keyboard.type("agreement")  # The field has the focus.
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=agreement*")

    tab_to(page, f"a[href='{addresses['story']}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{addresses['story']}")
    tab_to(page, "figure a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/photo/*/")
    tab_to(page, "nav [rel=next]")
    page.keyboard.press("Enter")

    page.wait_for_selector("nav [rel=prev]")
    assert page.locator("main figure img").count() == 1


def test_what_is_folded_opens_with_a_key(page, addresses):
    page.goto(addresses["story"])
    tab_to(page, "summary")

    page.keyboard.press("Enter")

    assert page.locator("details[open] > :not(summary)").first.is_visible()
