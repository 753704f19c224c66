"""A tag whose stories have all been withdrawn or held is named nowhere; who follows it is told."""

from itertools import product

import pytest

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
NAME, SLUG = "Zəfər Probe", "zefer-probe"
FEEDS = [
    f"/tag/{SLUG}/{n}.{f}" for n, f in product(["feed", "summary"], ["rss", "atom", "json"])
]
PAGES = [f"/tag/{SLUG}/", f"/tag/{SLUG}/?after=0.0&page=2"]
LISTS = ["/feeds/", "/feeds/?q=probe", "/sitemap-pages.xml", "/search/?q=roadmap",
         f"/search/?q=roadmap&tag={SLUG}", f"/search/feed.rss?q=roadmap&tag={SLUG}",
         f"/search/feed.json?q=roadmap&tag={SLUG}"]  # fmt: skip


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def story(chief, clock):
    published = build.live(chief, tags=[NAME])
    desk.save_site_object(
        build.tag(NAME), by=chief, changes={"description": f"All of {NAME}"}
    )
    clock.shift(60)
    return published.article


def hold(story, chief):
    desk.hold(story, by=chief, reason="Doubt")


def withdraw(story, chief):
    desk.withdraw(story, by=chief, outcome="gone")


ENDED = pytest.mark.parametrize("end", [hold, withdraw])


def said(client, address):
    answer = client.get(address)
    text = b"".join(answer) if answer.streaming else answer.content
    return text.decode() + repr(dict(answer.headers))


@pytest.mark.parametrize("address", [*PAGES[:1], *FEEDS])
def test_while_a_live_story_carries_it_it_is_named(client, story, address):
    assert NAME in said(client, address)


@ENDED
@pytest.mark.parametrize("address", [*PAGES, *FEEDS, *LISTS])
def test_it_is_named_nowhere_when_its_only_story_is_gone(
    client, chief, story, end, address
):
    end(story, chief)

    text = said(client, address)

    assert NAME not in text and "Zəfər" not in text


@pytest.mark.parametrize("address", [*PAGES, *FEEDS])
def test_nor_when_the_story_left_it_before_it_was_withdrawn(
    client, clock, chief, story, address
):
    desk.refile(story, revision=build.edited(story, chief, tags=[]), by=chief)
    clock.shift(60)
    withdraw(story, chief)

    assert "Zəfər" not in said(client, address)


@ENDED
@pytest.mark.parametrize("address", FEEDS)
def test_its_feeds_tell_the_stub_under_the_same_id(client, chief, story, end, address):
    end(story, chief)

    text = said(client, address)

    assert story.urn in text
    assert ("On hold" if end is hold else "Story withdrawn") in text


def test_a_subscriber_who_has_the_page_or_feed_of_before_gets_the_new_one(
    client, chief, story
):
    kept = {address: client.get(address)["ETag"] for address in (PAGES[0], *FEEDS)}
    withdraw(story, chief)

    asked = {address: {"if-none-match": tag} for address, tag in kept.items()}

    assert {client.get(a, headers=headers).status_code for a, headers in asked.items()} == {
        200
    }


def test_a_release_names_it_again(client, clock, chief, story):
    hold(story, chief)
    clock.shift(60)
    desk.release(story, by=chief)

    assert all(NAME in said(client, address) for address in (PAGES[0], *FEEDS))


def test_a_page_of_it_says_that_no_story_carries_it_and_is_for_no_search_engine(
    client, chief, story
):
    withdraw(story, chief)

    page = client.get(PAGES[0]).content.decode()

    assert "<h1>Tag</h1>" in page and "No published story carries this tag now." in page
    assert '<meta name="robots" content="noindex">' in page


@ENDED
def test_another_live_story_of_it_keeps_its_name(client, chief, story, end):
    build.live(chief, tags=[NAME])
    end(story, chief)

    assert all(NAME in said(client, address) for address in (PAGES[0], *FEEDS))


def test_its_retired_address_leads_nowhere_and_that_of_its_feed_to_the_stub(
    client, chief, story
):
    desk.save_site_object(build.tag(NAME), by=chief, changes={"slug": "older"})
    withdraw(story, chief)

    page, feed = client.get(PAGES[0]), client.get(FEEDS[0])

    assert (page.status_code, b"older" in page.content) == (404, False)
    assert (feed.status_code, story.urn in said(client, feed["Location"])) == (301, True)


def test_a_chosen_feed_of_it_is_in_no_opml(client, chief, story):
    withdraw(story, chief)

    answer = client.get(f"/feeds.opml?scope=tag:{SLUG}")

    assert (answer.status_code, answer.content) == (
        400,
        b"One of these feeds does not exist.\n",
    )
