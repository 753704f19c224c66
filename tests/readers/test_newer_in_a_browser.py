"""The bar of newer stories on an open page: seen, said, followed; nothing else moves."""

import pytest

from tests import build

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the tools")
pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = 60_000
WATCH = """() => {
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.moved += shift.value;
  }).observe({ type: "layout-shift" });
}"""
TWO_FRAMES = """() => new Promise((told) =>
  requestAnimationFrame(() => requestAnimationFrame(() => told(window.moved))))"""
HIDE = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def opened(page, clock, chief):
    """Open a page that shows twelve stories; a second later another is out."""
    for number in range(12):
        build.live(chief, headline=f"Story {number} of the wire")
        clock.shift(1)
    page.clock.install()
    page.asked, page.answered = [], []
    page.on(
        "request", lambda one: page.asked.append(one.url) if "/new/" in one.url else None
    )
    for ended in ("requestfinished", "requestfailed"):
        page.on(
            ended, lambda one: page.answered.append(one.url) if "/new/" in one.url else None
        )

    def _open(address):
        page.goto(address)
        build.live(chief, headline="It has come in since")
        clock.shift(1)
        return page.get_by_role("link", name="1 new story")

    return _open


def after(page, milliseconds):
    """Let time pass on the page, and wait for the answer where it asked."""
    page.clock.fast_forward(milliseconds)
    page.evaluate("0")
    while len(page.answered) < len(page.asked):
        page.wait_for_timeout(5)


@pytest.mark.parametrize("address", ["/", "/latest/", "/ict-materials/"])
def test_an_open_page_learns_of_a_new_story_and_leads_to_it(page, opened, address):
    bar = opened(address)
    assert not bar.is_visible() and page.asked == []
    page.clock.fast_forward(MINUTE)
    bar.wait_for()

    assert page.get_by_role("status").inner_text() == "1 new story"
    bar.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="It has come in since").first.wait_for()

    assert not page.locator("[data-new-stories] a").is_visible()


def test_nothing_that_is_read_moves(page, opened):
    bar = opened("/latest/")
    page.evaluate("scrollTo(0, 400)")
    place = page.evaluate("scrollY")
    page.evaluate(WATCH)
    page.clock.fast_forward(MINUTE)
    bar.wait_for()
    page.clock.resume()

    assert page.evaluate(TWO_FRAMES) == 0
    assert page.evaluate("scrollY") == place > 0


def test_another_number_takes_no_focus_away(page, opened, clock, chief):
    bar = opened("/latest/")
    page.clock.fast_forward(MINUTE)
    bar.wait_for()
    bar.focus()
    build.live(chief)
    clock.shift(1)
    page.clock.fast_forward(2 * MINUTE)
    page.get_by_role("link", name="2 new stories").wait_for()

    assert page.evaluate("document.activeElement.textContent") == "2 new stories"


def test_a_page_that_nobody_sees_does_not_ask_until_somebody_returns(page, opened):
    bar = opened("/latest/")
    page.evaluate(HIDE, "hidden")
    after(page, 30 * MINUTE)
    unseen = list(page.asked)
    page.evaluate(HIDE, "visible")
    page.clock.fast_forward(1000)
    bar.wait_for()

    assert (unseen, len(page.asked)) == ([], 1)


def test_it_asks_ever_more_seldom(page, opened):
    opened("/latest/")
    for _ in range(60):
        after(page, MINUTE)

    assert 5 <= len(page.asked) <= 10


def test_where_nobody_answers_nothing_is_said_and_it_asks_again(page, opened):
    bar = opened("/latest/")
    page.route("**/new/**", lambda route: route.abort())
    after(page, MINUTE)
    assert not bar.is_visible() and len(page.asked) == 1
    page.unroute("**/new/**")
    page.clock.fast_forward(3 * MINUTE)

    bar.wait_for()


def test_paper_has_no_bar(page, opened):
    bar = opened("/latest/")
    page.clock.fast_forward(MINUTE)
    bar.wait_for()
    page.emulate_media(media="print")

    assert not bar.is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1440)])
def test_axe_has_no_objection(page, opened, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    bar = opened("/")
    page.clock.fast_forward(MINUTE)
    bar.wait_for()
    page.clock.resume()

    assert [one["id"] for one in axe.Axe().run(page).response["violations"]] == []
