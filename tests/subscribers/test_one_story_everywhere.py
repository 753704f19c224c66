"""Page, JSON-LD, Open Graph and feeds never contradict each other about a story."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import desk
from tests import build

from .reading import items
from .voices import agreed, voices

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
FORMATS = ("rss", "atom", "json")


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def story(chief):
    """A story that waits for its minute, ten minutes from now."""
    return build.live(
        chief,
        at=timezone.now() + timedelta(minutes=10),
        headline="First",
        slug="first",
        bylines=[build.author(), build.author("Aynur Rahimova")],
        tags=["ITU", "5G"],
        lead_photo=build.photo(chief),
    ).article


def address(story):
    return story.editions.latest("number").get_absolute_url()


def told_by_feeds(client):
    return [items(form, client.get(f"/feed.{form}").content) for form in FORMATS]


def test_the_same_through_a_whole_life(client, clock, chief, story):
    seen = []

    def again(verb, **changes):
        note = {"what": "A date was wrong."} if verb is desk.correct else {}
        verb(story, revision=build.edited(story, chief, **changes), by=chief, **note)

    def held_and_released():
        desk.hold(story, by=chief, reason="Doubt")
        clock.shift(600)
        desk.release(story, by=chief)

    for act in (
        lambda: None,  # its minute comes
        lambda: again(
            desk.refile, headline="Refiled", bylines=[build.author("Aynur Rahimova")]
        ),
        lambda: again(desk.update, headline="Updated", tags=["ITU"]),
        lambda: again(desk.correct, headline="Corrected", slug="corrected"),
        lambda: again(
            desk.refile, section=build.section("Telecom"), lead_photo=build.photo(chief)
        ),
        held_and_released,
    ):
        clock.shift(600)
        act()
        facts = agreed(client, address(story))
        updated = facts["updated"] and f"{facts['updated']:%H:%M}"
        moments = f"{facts['published']:%H:%M}", updated, f"{facts['stamp']:%H:%M}"
        seen.append((facts["title"], *moments, facts["address"].removeprefix(SITE)))

    old, new, moved = (
        f"/{place}/{story.pk}-{slug}/"
        for place, slug in (
            ("ict-materials", "first"), ("ict-materials", "corrected"), ("telecom", "corrected"),
        )
    )  # fmt: skip
    assert seen == [
        ("First (PHOTO)", "19:12", None, "19:12", old),
        ("Refiled (PHOTO)", "19:12", None, "19:22", old),
        ("Updated (PHOTO)", "19:12", "19:32", "19:32", old),
        ("Corrected (PHOTO)", "19:12", "19:42", "19:42", new),
        ("Corrected (PHOTO)", "19:12", "19:42", "19:52", moved),
        ("Corrected (PHOTO)", "19:12", "19:42", "20:12", moved),
    ]


def test_each_says_all_that_it_has_a_place_for(client, clock, story):
    clock.shift(600)
    told = voices(client, address(story))
    facts = agreed(client, address(story))
    assert (facts["authors"], facts["tags"], facts["section"], facts["keywords"]) == (
        ("Ingilab Mammadov", "Aynur Rahimova"), ("ITU", "5G"), "ICT Materials", "ITU, 5G",
    )  # fmt: skip
    assert {voice for voice, told_facts in told.items() if told_facts["photo"]} == set(told)


@pytest.mark.parametrize("place", ["figure", "gallery"])
def test_without_a_lead_the_same_picture_stands_for_the_story(client, chief, place):
    photo = build.photo(chief)
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    content = {
        "figure": {"body": f"<p>One.</p>{figure}"},
        "gallery": {"gallery": [(photo, "")]},
    }
    edition = build.live(chief, **content[place])
    assert agreed(client, edition.get_absolute_url())["photo"] == photo.pk


def test_when_the_lead_is_stopped_the_next_picture_takes_its_place_everywhere(
    client, chief
):
    lead, second = build.photo(chief), build.photo(chief)
    edition = build.live(chief, lead_photo=lead, gallery=[(second, "")])
    desk.stop_photo(lead, by=chief, reason="Rights")
    assert agreed(client, edition.get_absolute_url())["photo"] == second.pk


def test_before_its_minute_nobody_speaks_of_it(client, story):
    page = client.get(address(story))
    assert page.status_code == 404 and told_by_feeds(client) == [[], [], []]


def test_on_hold_page_and_feeds_say_the_same_sentence_and_nothing_else(
    client, clock, chief, story
):
    clock.shift(660)
    desk.hold(story, by=chief, reason="Doubt")
    page = html.fromstring(client.get(address(story)).content.decode())
    since = page.xpath("string(//p[@class='notice-text']/time)")
    feeds = [
        [(item.summary, item.url, item.image) for item in told]
        for told in told_by_feeds(client)
    ]
    sentence = f"This story has been on hold since {since} and is being checked."
    assert feeds == [[(sentence, SITE + address(story), "")]] * 3
    assert (
        page.xpath(
            "//script[@type='application/ld+json']|//meta[starts-with(@property,'og:')]"
        )
        == []
    )


def test_after_its_withdrawal_page_and_feeds_say_the_same_moment(
    client, clock, chief, story
):
    clock.shift(660)
    desk.withdraw(story, by=chief, outcome="notice", reason="Wrong")
    page = client.get(address(story))
    when = html.fromstring(page.content.decode()).xpath("string(//p[@class='when']/time)")
    feeds = [
        [(item.title, item.summary) for item in told] for told in told_by_feeds(client)
    ]
    assert page.status_code == 410 and b"ld+json" not in page.content
    assert feeds == [[("Story withdrawn", f"This story was withdrawn on {when}.")]] * 3
