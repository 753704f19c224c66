"""A search can be followed: what matches and is live, and stubs, the same whatever is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree, html

from articles import desk
from tests import build

from .grammar import assert_valid
from .reading import head, items
from .subscriber import Subscribers

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
FORMATS = pytest.mark.parametrize("form", ["rss", "atom", "json"])


@pytest.fixture
def chief():
    return build.person("Chief")


class Searches(Subscribers):
    """Follow a search in the three formats at once."""

    def __init__(self, client, query, name="feed"):
        super().__init__(client, "/search", name)
        for one in self.all:
            one.path += f"?{query}"


def titles(client, query, form="rss"):
    return [
        item.title
        for item in items(form, client.get(f"/search/feed.{form}?{query}").content)
    ]


@FORMATS
def test_it_has_the_newest_matches_first(client, chief, form):
    for minutes, headline in (
        (3, "Fibre in Ganja"),
        (2, "Another subject"),
        (1, "Fibre in Baku"),
    ):
        at = timezone.now() - timedelta(minutes=minutes)
        build.live(chief, headline=headline, at=at)
    content = client.get(f"/search/feed.{form}?q=fibre").content
    assert_valid(form, content)
    assert [item.title for item in items(form, content)] == [
        "Fibre in Baku",
        "Fibre in Ganja",
    ]


@FORMATS
@pytest.mark.parametrize("name", ["feed", "summary"])
def test_it_says_what_was_searched_and_its_one_address(client, form, name):
    build.live()
    asked = f"/search/{name}.{form}?utm_source=x&q=%20ROADMAP%20%20States&sort=new&page=2"
    address = f"{SITE}/search/{name}.{form}?q=roadmap+states"
    twin = " (summaries)" if name == "summary" else ""
    said = head(client, f"/search/{name}.{form}?q=roadmap+states")
    assert client.get(asked).content == client.get(address).content
    assert (said.title, said.own, said.home) == (
        f"Newsroom: search for roadmap states{twin}", address, f"{SITE}/search/?q=roadmap+states",
    )  # fmt: skip


def test_it_is_narrowed_as_the_page_is(client, chief):
    build.live(chief, headline="Fibre one", tags=["ITU"])
    build.live(chief, headline="Fibre two", section=build.section("Telecom"))
    assert titles(client, "q=fibre&section=telecom") == ["Fibre two"]
    assert titles(client, "q=fibre&tag=itu") == ["Fibre one"]
    assert len(titles(client, "author=ingilab-mammadov&q=fibre")) == 2
    assert head(client, "/search/feed.atom?section=telecom&q=fibre").title == (
        "Newsroom: search for fibre (Telecom)"
    )


def test_its_id_is_the_same_for_the_same_search_and_outlives_a_slug(client, chief):
    def of(query):
        return (
            etree.fromstring(client.get(f"/search/feed.atom?{query}").content)
            .find("{*}id")
            .text
        )

    section = build.live(chief).section
    before = of("q=roadmap&section=ict-materials")
    assert (
        before == of("section=ict-materials&q=Roadmap") != of("q=roadmap") != of("q=states")
    )
    desk.save_site_object(section, by=chief, changes={"slug": "materials"})
    assert (
        of("q=roadmap&section=materials") == of("q=roadmap&section=ict-materials") == before
    )


def test_a_followed_search_is_told_each_change_once(client, clock, chief):
    subscribers, told = Searches(client, "q=fibre"), []
    story = build.live(
        chief, headline="Fibre", at=timezone.now() + timedelta(minutes=10)
    ).article

    def again(verb, **changes):
        verb(story, revision=build.edited(story, chief, **changes), by=chief)

    for act in (
        lambda: None,  # its minute comes
        lambda: again(desk.update, headline="More fibre"),
        lambda: desk.hold(story, by=chief, reason="Doubt"),
        lambda: desk.release(story, by=chief),
        lambda: again(desk.refile, headline="Other words"),
        lambda: desk.withdraw(story, by=chief, outcome="gone", reason="Wrong"),
    ):
        told.append(subscribers.told(lambda item: item.title))
        clock.shift(660)
        act()
    told.append(subscribers.told(lambda item: item.title))
    assert told == [
        [], ["Fibre"], ["More fibre"], ["On hold"], ["More fibre"], [], ["Story withdrawn"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["feed", "summary"])
@FORMATS
def test_the_stubs_are_the_same_whatever_is_asked(client, clock, chief, form, name):
    stories = [
        build.live(chief, headline=f"Fibre {n}", tags=["ITU"]).article for n in range(3)
    ]
    clock.shift(60)
    desk.hold(stories[0], by=chief)
    desk.withdraw(stories[1], by=chief, outcome="gone")

    for query in ("q=fibre", "q=fibr*", "q=nothing", "q=x&tag=itu", "q=%22fibre+0%22"):
        told = items(form, client.get(f"/search/{name}.{form}?{query}").content)
        stubs = [item.title for item in told if "Fibre" not in item.title]
        assert stubs == ["Story withdrawn", "On hold"]


@FORMATS
def test_stubs_have_room_of_their_own(client, clock, chief, form):
    """Thirty: the latest, with what has been on hold for longer than a withdrawal is told."""
    stopped = [build.live(chief, headline="Fibre").article for _ in range(33)]
    clock.shift(60)
    for story in stopped[:4]:
        desk.hold(story, by=chief)
    clock.shift(40 * 24 * 3600)
    for story in stopped[4:]:
        desk.withdraw(story, by=chief, outcome="gone")
    for _ in range(35):
        build.live(chief, headline="Fibre again", at=build.an_hour_ago())

    # of the last two hours
    assert titles(client, "q=fibre", form).count("Fibre again") == 35
    for query in ("q=fibre", "q=nothing"):
        told = titles(client, query, form)
        assert (told.count("Story withdrawn"), told.count("On hold")) == (29, 1)


@pytest.mark.parametrize("stop", [desk.hold, None])
def test_words_that_wait_are_told_to_nobody(client, clock, chief, stop):
    """The index has them already: who asks for a name must not learn that it will come."""
    story = build.live(chief).article
    clock.shift(60)
    if stop:
        stop(story, by=chief, reason="Doubt")
    revision = build.edited(story, chief, headline="Zephyr merger")
    verb = desk.publish if stop else desk.update
    verb(story, revision=revision, by=chief, at=timezone.now() + timedelta(hours=1))
    assert titles(client, "q=zephyr") == titles(client, "q=nowhere")


@FORMATS
def test_what_finds_nothing_is_a_valid_empty_feed(client, form):
    content = client.get(f"/search/feed.{form}?q=nothing").content
    assert_valid(form, content)
    assert items(form, content) == []


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%20!%20", "q=x&section=nowhere", "q=x&tag=zephyr", "q=x&author=nobody"],
)
def test_no_words_and_no_such_scope_are_a_404_in_one_line_of_text(client, query):
    build.article(tags=["Zephyr"])
    answer = client.get(f"/search/feed.rss?{query}")
    said = answer.status_code, answer["Content-Type"], answer.content
    assert said == (404, "text/plain; charset=utf-8", b"Feed not found.\n")


@FORMATS
def test_hubs_are_not_named_for_they_would_not_be_told(client, settings, form):
    settings.WEBSUB_HUBS = ["https://hub.example/"]
    answer = client.get(f"/search/feed.{form}?q=roadmap")
    assert not answer.has_header("Link") and b"hub.example" not in answer.content


@pytest.mark.parametrize("stories", [1, 30])
def test_it_takes_the_same_queries_however_much_is_found(
    client, django_assert_num_queries, chief, stories
):
    for _ in range(stories):
        build.live(chief, tags=["ITU"], lead_photo=build.photo(chief))
    with django_assert_num_queries(9):
        tag = client.get("/search/feed.rss?q=roadmap")["ETag"]
    with django_assert_num_queries(1):
        client.get("/search/feed.rss?q=roadmap", headers={"if-none-match": tag})


def test_the_page_of_a_search_leads_to_its_feed(client):
    page = html.fromstring(client.get("/search/?q=Roadmap&sort=new").content.decode())
    links = page.xpath("//link[@rel='alternate'][contains(@type, 'rss')]")
    address = "/search/feed.rss?q=roadmap"
    assert [(link.get("title"), link.get("href")) for link in links] == [
        ("Newsroom: search for roadmap (RSS)", address), ("Newsroom (RSS)", "/feed.rss"),
    ]  # fmt: skip
    assert page.xpath("//p[@class='feed-mark']/a/@href") == [address]


def test_the_page_without_words_names_the_sites_feeds_alone(client):
    page = html.fromstring(client.get("/search/").content.decode())
    links = page.xpath("//link[@rel='alternate']/@href")
    assert links == ["/feed.rss", "/feed.atom", "/feed.json"]
    assert page.xpath("//p[@class='feed-mark']") == []


def test_the_page_never_says_the_name_of_a_tag_of_drafts(client):
    build.article(tags=["Zephyr"])
    assert "Zephyr" not in client.get("/search/?q=x&tag=zephyr").content.decode()


def test_hostile_words_stay_words(client):
    query = "q=%3C%2Fscript%3E+%22%26amp%3B+%27+x"
    for form in ("rss", "atom", "json"):
        assert_valid(form, client.get(f"/search/feed.{form}?{query}").content)
    assert "</script> \"&amp; ' x" in head(client, f"/search/feed.rss?{query}").title
