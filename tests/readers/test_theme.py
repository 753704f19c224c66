"""Light or dark: the system's choice, until a reader makes another."""

import time

import pytest

from tests import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]
PAPER, NIGHT = "rgb(255, 255, 255)", "rgb(20, 22, 26)"
GROUND = "getComputedStyle(document.body).backgroundColor"
BARS = "[...document.querySelectorAll('meta[name=theme-color]')].map((bar) => bar.content)"


def choices(page):
    return page.get_by_role("group", name="Colours").get_by_role("button")


def chosen(page):
    return [button.inner_text() for button in choices(page).all() if pressed(button)]


def pressed(button):
    return button.get_attribute("aria-pressed") == "true"


def test_the_system_chooses_first(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/latest/")

    assert page.evaluate(GROUND) == NIGHT
    assert chosen(page) == ["Automatic"]


def test_a_choice_holds_on_the_next_page_before_its_first_paint(page):
    story = build.live()
    page.goto("/latest/")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(GROUND) == NIGHT

    page.goto(story.get_absolute_url(), wait_until="commit")
    page.wait_for_selector("body", state="attached")

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.wait_for_load_state()
    assert page.evaluate(GROUND) == NIGHT
    assert chosen(page) == ["Dark"]


def test_the_browsers_own_bars_take_the_colour_of_the_paper(page):
    page.goto("/latest/")
    both = page.evaluate(BARS)

    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(BARS)
    page.get_by_role("button", name="Automatic").click()

    assert dark == [both[1], both[1]]
    assert page.evaluate(BARS) == both


def test_without_script_there_is_no_dead_button(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, color_scheme="dark"
    )
    page = context.new_page()
    page.goto("/latest/")

    assert not page.get_by_text("Automatic", exact=True).is_visible()
    context.close()


@pytest.mark.parametrize("late", [0, 0.6])
def test_nothing_moves_when_fonts_and_buttons_arrive(page, late):
    def deliver(route):
        time.sleep(late)
        route.continue_()

    page.route("**/*.woff2", deliver)
    story = build.live(standfirst="A sentence that says more than the headline does. " * 3)
    for address in ("/", "/latest/", story.get_absolute_url()):
        page.goto(address, wait_until="networkidle")
        moved = page.evaluate(
            """() => new Promise((told) => {
              let sum = 0;
              new PerformanceObserver((list) => {
                for (const shift of list.getEntries()) sum += shift.value;
              }).observe({ type: "layout-shift", buffered: true });
              document.fonts.ready.then(() => setTimeout(() => told(sum), 300));
            })"""
        )
        assert moved == 0
