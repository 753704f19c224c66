"""With scripts switched off a reader gets everywhere, and sees no button that does nothing."""

import pytest

from tests import build
from tests.readers import pages

pytestmark = pytest.mark.django_db(transaction=True)
DEAD = "button:visible:not([type=submit]), [data-copy]:visible"


@pytest.fixture
def addresses(db):
    return pages.published(build.person("Chief"))


@pytest.fixture
def plain(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_from_the_front_to_a_story_its_photos_the_search_and_the_feeds(plain, addresses):
    plain.goto("/")
    plain.locator(f"main a[href='{addresses['story']}']").first.click()
    plain.wait_for_url(f"**{addresses['story']}")
    plain.locator("main figure a").first.click()
    plain.wait_for_url("**/photo/*/")
    plain.locator("nav [rel=next]").click()
    plain.locator("nav [rel=prev]").wait_for()

    plain.locator("a[href='/search/']").first.click()
    plain.fill("main form [name=q]", "agreement")
    plain.click("main form [type=submit]")
    plain.wait_for_url("**/search/?q=agreement*")
    assert plain.locator(f"main a[href='{addresses['story']}']").count() >= 1

    plain.locator("a[href='/feeds/']").first.click()
    plain.wait_for_url("**/feeds/")
    assert plain.locator("main a[href$='/feed.rss']").first.is_visible()


def test_no_page_shows_a_button_that_needs_a_script(plain, addresses):
    dead = {}
    for name, address in addresses.items():
        plain.goto(address)
        dead[name] = plain.locator(DEAD).count()

    assert {name for name, count in dead.items() if count} == set()
