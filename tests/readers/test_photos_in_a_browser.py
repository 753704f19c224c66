"""Pictures and their pages as Chromium shows them, on a phone and on a desk."""

import pytest

from articles import desk
from articles.pages.story.pictures import photo_url
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)

# How far a page's parts jumped while it loaded, and what it asked of others.
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
SIDES = """images => images.map(
  image => [image.naturalWidth > 0, image.clientWidth, image.clientHeight])"""


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def photos(chief):
    return [build.photo(chief, caption=f"Caption {n}") for n in range(3)]


@pytest.fixture
def edition(chief, photos):
    gallery = [(photo, "") for photo in photos[1:]]
    return build.live(chief, at=build.an_hour_ago(), lead_photo=photos[0], gallery=gallery)


def read_through(page, address: str) -> None:
    """Scroll to the end, so that what waits is loaded."""
    page.goto(address)
    height = page.evaluate("document.body.scrollHeight")
    for top in range(0, height, 500):
        page.evaluate(f"window.scrollTo(0, {top})")
        page.wait_for_timeout(40)
    page.wait_for_function("[...document.images].every(image => image.complete)")


@pytest.mark.parametrize("width", [360, 1440])
def test_pictures_stand_in_their_shape_and_nothing_jumps(page, edition, width):
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.set_viewport_size({"width": width, "height": 800})
    for address, place, ratio in [
        ("/", "top-picture", 16 / 9),
        ("/ict-materials/", "card-picture", 16 / 9),
        (edition.get_absolute_url(), "lead", 3 / 2),
        (edition.get_absolute_url(), "shot", 4 / 3),
    ]:
        read_through(page, address)
        for shown, wide, high in page.locator(f".{place} img").evaluate_all(SIDES):
            assert (shown, round(wide / high, 1)) == (True, round(ratio, 1)), address
        assert page.evaluate(SHIFTS) == 0, address
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert len(hosts) == 1


def test_the_gallery_is_walked_with_keys(page, edition, photos):
    page.goto(edition.get_absolute_url())
    page.locator(".shot a").first.focus()
    page.keyboard.press("Enter")

    walked = [place(page, "2 of 3")]
    for key, number in [
        ("ArrowRight", "3 of 3"),
        ("ArrowLeft", "2 of 3"),
        ("ArrowLeft", "1 of 3"),
    ]:
        page.keyboard.press(key)
        walked.append(place(page, number))
    page.keyboard.press("Escape")

    page.wait_for_url(f"**{edition.get_absolute_url()}")
    assert walked == [photo_url(edition, photos[n].pk) for n in (1, 2, 1, 0)]


def test_a_swipe_turns_to_the_next_photo(page, edition, photos):
    page.goto(photo_url(edition, photos[0].pk))

    page.locator(".photo-page").evaluate(
        """(target) => {
            const at = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 300 });
            const event = (name, touches, x) => new TouchEvent(name, {
                bubbles: true, touches, changedTouches: [at(x)],
            });
            target.dispatchEvent(event("touchstart", [at(300)], 300));
            target.dispatchEvent(event("touchend", [], 100));
        }"""
    )

    assert place(page, "2 of 3") == photo_url(edition, photos[1].pk)


def test_without_script_links_lead_through_the_gallery(
    chromium, live_server, edition, photos
):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(edition.get_absolute_url())
    page.click(".lead a")

    seen = [place(page, "1 of 3")]
    for number in ("2 of 3", "3 of 3"):
        page.click(".photo-nav [rel=next]")
        seen.append(place(page, number))
    page.click("text=Back to the story")

    page.wait_for_url(f"**{edition.get_absolute_url()}")
    context.close()
    assert seen == [photo_url(edition, photo.pk) for photo in photos]


def test_a_stopped_photo_is_gone_from_page_feed_and_its_own_address(
    page, edition, photos, chief
):
    own, story = photo_url(edition, photos[1].pk), edition.get_absolute_url()
    names = {file.name for file in photos[1].renditions.all()}

    def named() -> list[bool]:
        answers = [page.goto(story).text(), page.request.get("/feed.rss").text()]
        return [any(name in text for name in names) for text in answers]

    before = named()
    desk.stop_photo(photos[1], by=chief, reason="Rights")

    assert (before, named(), page.goto(own).status) == ([True, True], [False, False], 410)
    page.click("text=Back to the story")
    page.wait_for_url(f"**{story}")


def place(page, number: str) -> str:
    """Wait for the page of that number; return its path."""
    page.wait_for_selector(f".photo-number:text-is('{number}')")
    page.wait_for_load_state("load")  # Its script listens from then on.
    return page.evaluate("location.pathname")
