"""Who follows what a story has left learns for thirty days what becomes of it."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from articles import desk
from articles.delivery.topics import topics
from articles.feeds import queries
from articles.models import Article, Event
from tests import build

from .reading import items
from .subscriber import Subscribers

pytestmark = pytest.mark.django_db
TITLE = "Member states define roadmap (PHOTO)"
# A feed, and what takes a story out of its scope.
LEFT = {
    "/ict-materials": lambda: {"section": build.section("Telecom")},
    "/tag/itu": lambda: {"tags": []},
    "/author/leyla": lambda: {"bylines": [build.author()]},
    "/language/en": lambda: {"language": "ru"},
}
UNDER = pytest.mark.parametrize("under", LEFT)
DAY = timedelta(days=1)
MANY = 100


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def story(chief, clock):
    facts = {
        "tags": ["ITU"],
        "bylines": [build.author("Leyla")],
        "lead_photo": build.photo(chief),
    }
    published = build.live(chief, **facts)
    clock.shift(60)
    return published.article


def again(verb, story, chief, **changes):
    note = {"what": "A date was wrong."} if verb is desk.correct else {}
    return verb(story, revision=build.edited(story, chief, **changes), by=chief, **note)


def leave(story, chief, under, verb=desk.refile):
    return again(verb, story, chief, **LEFT[under]())


def titles(client, under, form="json"):
    return [item.title for item in items(form, client.get(f"{under}/feed.{form}").content)]


def hold(story, chief):
    desk.hold(story, by=chief, reason="Doubt")


def notice(story, chief):
    desk.withdraw(story, by=chief, outcome="notice", reason="Wrong")


def gone(story, chief):
    desk.withdraw(story, by=chief, outcome="gone")


def correct(story, chief):
    again(desk.correct, story, chief, headline="Corrected")


def stop(story, chief):
    desk.stop_photo(story.editions.first().lead_photo, by=chief, reason="Rights")


WHAT_FOLLOWS = {
    hold: "On hold",
    notice: "Story withdrawn",
    gone: "Story withdrawn",
    correct: "Corrected (PHOTO)",
    stop: TITLE,
}


@pytest.mark.parametrize(
    ("under", "act", "name"),
    [*product(LEFT, WHAT_FOLLOWS, ["feed"]), *product(LEFT, [hold, correct], ["summary"])],
)
def test_the_leaving_and_what_follows_are_told_once_in_every_format(
    client, clock, chief, story, under, name, act
):
    subscribers = Subscribers(client, under, name)
    told = [subscribers.poll()]
    for step in (lambda: leave(story, chief, under), lambda: act(story, chief)):
        clock.shift(600)
        step()
        told.append(subscribers.poll())

    seen = [
        [(item.id, item.title, f"{item.updated:%H:%M}") for item in poll] for poll in told
    ]
    assert seen == [
        [(story.urn, TITLE, "19:02")],
        [(story.urn, TITLE, "19:13")],
        [(story.urn, WHAT_FOLLOWS[act], "19:23")],
    ]


@UNDER
def test_a_stopped_photo_is_gone_from_what_is_told(client, clock, chief, story, under):
    subscribers = Subscribers(client, under)
    leave(story, chief, under)
    [before] = subscribers.poll()
    clock.shift(60)
    stop(story, chief)

    [after] = subscribers.poll()

    assert ("<img" in before.html, "<img" in after.html, after.image) == (True, False, "")


@UNDER
def test_a_release_gives_the_words_again(client, clock, chief, story, under):
    subscribers, told = Subscribers(client, under), []
    leave(story, chief, under)
    for step in (hold, lambda story, chief: desk.release(story, by=chief)):
        clock.shift(60)
        step(story, chief)
        told.append(subscribers.told(lambda item: (item.title, "roadmap" in item.title)))

    assert told == [[("On hold", False)], [(TITLE, True)]]


@UNDER
def test_a_replaced_story_leaves_and_is_deleted_in_atom(client, clock, chief, story, under):
    subscribers = Subscribers(client, under)
    leave(story, chief, under)
    other = build.live(
        chief, section=build.section("Mail"), bylines=[build.author()], language="az"
    )
    subscribers.poll()
    clock.shift(600)
    desk.withdraw(story, by=chief, outcome="replaced_by", replaced_by=other.article)

    assert titles(client, under) == []
    assert (subscribers.poll(), subscribers.stones) == (
        [],
        {story.urn: "2025-11-28T19:13:00+04:00"},
    )


@UNDER
def test_it_is_told_for_thirty_days_and_not_a_second_longer(
    client, clock, chief, story, under
):
    leave(story, chief, under)
    clock.shift(29 * DAY)
    hold(story, chief)
    clock.shift(DAY - timedelta(seconds=1))
    before = client.get(f"{under}/feed.json")
    clock.shift(1)

    after = client.get(f"{under}/feed.json", headers={"if-none-match": before["ETag"]})

    assert [item["title"] for item in before.json()["items"]] == ["On hold"]
    assert (after.status_code, after.json()["items"]) == (200, [])


@UNDER
def test_what_follows_after_thirty_days_moves_nothing(client, clock, chief, story, under):
    leave(story, chief, under)
    clock.shift(31 * DAY)
    before = client.get(f"{under}/feed.json")
    hold(story, chief)

    asked = {"if-none-match": before["ETag"]}

    assert titles(client, under) == []
    if under != "/language/en":  # the languages share the key of the site
        assert client.get(f"{under}/feed.json", headers=asked).status_code == 304


@UNDER
def test_a_story_that_comes_back_is_told_as_any_other(client, clock, chief, story, under):
    back = {"section": build.section(), "tags": ["ITU"], "bylines": [build.author("Leyla")]}
    leave(story, chief, under)
    clock.shift(60)
    again(desk.refile, story, chief, **back, language="en")

    assert titles(client, under) == [TITLE]
    clock.shift(60)
    hold(story, chief)
    assert titles(client, under) == ["On hold"]


@UNDER
def test_a_scheduled_leaving_is_told_from_its_minute_on(client, clock, chief, story, under):
    later = timezone.now() + timedelta(hours=1)
    subscribers = Subscribers(client, under)
    subscribers.poll()
    revision = build.edited(story, chief, **LEFT[under](), headline="Elsewhere")
    desk.update(story, revision=revision, by=chief, at=later)
    told = [subscribers.poll()]
    clock.shift(3599)
    told.append(subscribers.poll())
    clock.shift(1)

    assert (told, titles(client, under)) == ([[], []], ["Elsewhere (PHOTO)"])
    clock.shift(30 * DAY)
    assert titles(client, under) == []


@UNDER
def test_the_topics_of_what_it_left_are_pushed(clock, chief, story, under):
    leave(story, chief, under)
    pushed = {}
    for act in (hold, gone):
        clock.shift(60)
        act(story, chief)
        told = topics(Event.objects.latest("pk"), timezone.now())
        pushed[act] = [
            topic for topic in told if topic.startswith(f"http://localhost:8000{under}/")
        ]

    assert [len(found) for found in pushed.values()] == [6, 6]


@UNDER
def test_a_stopped_photo_is_pushed_too(clock, chief, story, under):
    leave(story, chief, under)
    clock.shift(60)
    stop(story, chief)

    assert f"http://localhost:8000{under}/feed.rss" in topics(
        Event.objects.latest("pk"), timezone.now()
    )


@UNDER
def test_after_thirty_days_it_is_pushed_no_more(clock, chief, story, under):
    leave(story, chief, under)
    clock.shift(31 * DAY)
    hold(story, chief)

    told = topics(Event.objects.latest("pk"), timezone.now())

    assert f"http://localhost:8000{under}/feed.rss" not in told


@UNDER
def test_no_list_no_page_and_no_sitemap_has_what_left(client, chief, story, under):
    leave(story, chief, under)

    page = client.get(f"{under}/").content.decode()

    assert f"/{story.pk}-" not in page and "Member states" not in page


# Taken off as wrong

WRONGLY = pytest.mark.parametrize("under", ["/tag/itu", "/author/leyla"])
SENTENCE = "Since 28 November 2025 19:13 (UTC +04:00) this story is no longer filed here."


@WRONGLY
@pytest.mark.parametrize("name", ["feed", "summary"])
def test_what_a_correction_took_off_leaves_a_stub_without_a_word(
    client, clock, chief, story, under, name
):
    subscribers = Subscribers(client, under, name)
    subscribers.poll()
    clock.shift(600)
    leave(story, chief, under, desk.correct)

    [told] = subscribers.poll()

    assert (told.id, told.title, told.summary) == (
        story.urn,
        "No longer filed here",
        SENTENCE,
    )
    assert (told.html, told.people, told.tags, told.image) == (
        f"<p>{SENTENCE}</p>" if name == "feed" else "", (), (), ""
    )  # fmt: skip
    for form in ("rss", "atom", "json"):
        content = client.get(f"{under}/{name}.{form}").content.lower()
        assert b"roadmap" not in content and b"a date was wrong" not in content


@WRONGLY
def test_the_stub_stays_whatever_words_follow_and_gives_way_to_a_withdrawal(
    client, clock, chief, story, under
):
    leave(story, chief, under, desk.correct)
    told = []
    for act in (correct, lambda s, c: again(desk.update, s, c, headline="Updated"), gone):
        clock.shift(60)
        act(story, chief)
        told += titles(client, under)

    assert told == ["No longer filed here", "No longer filed here", "Story withdrawn"]


@WRONGLY
def test_its_address_leads_to_the_story_without_its_words(client, chief, story, under):
    leave(story, chief, under, desk.correct)
    [item] = client.get(f"{under}/feed.json").json()["items"]

    present = story.editions.latest("number").get_absolute_url()
    answer = client.get(item["url"].removeprefix("http://localhost:8000"))

    assert item["url"].endswith(f"/{story.pk}-story/")
    assert (answer.status_code, answer["Location"]) == (301, present)


@WRONGLY
def test_tidied_and_corrected_later_it_is_told_with_its_words(
    client, clock, chief, story, under
):
    leave(story, chief, under)
    clock.shift(60)
    correct(story, chief)

    assert titles(client, under) == ["Corrected (PHOTO)"]


@pytest.mark.parametrize("under", ["/ict-materials", "/language/en"])
def test_a_section_or_language_that_was_wrong_is_told_with_words(
    client, chief, story, under
):
    leave(story, chief, under, desk.correct)

    assert titles(client, under) == [TITLE]


# Many at once


def test_a_hundred_that_move_together_push_out_no_hold_withdrawal_or_correction(
    client, clock, chief
):
    telecom, urgent = build.section("Telecom"), []
    for act in (hold, gone, correct):
        urgent.append((act, build.live(chief, headline=act.__name__).article))
    clock.shift(60)
    for act, one in urgent:
        again(desk.refile, one, chief, section=telecom)
        clock.shift(1)
        act(one, chief)
    moved = [build.live(chief, headline=f"Story {n}").article for n in range(MANY)]
    clock.shift(60)
    done = desk.bulk_edit(
        moved, by=chief, changes=desk.BulkChanges(section=telecom), also_refile=True
    )
    clock.shift(60)

    told = titles(client, "/ict-materials")

    assert all(
        result.message == "Changed and published as a silent fix." for result in done
    )
    assert (len(told), told[:3]) == (30, ["Story withdrawn", "On hold", "Corrected"])


def test_the_stories_of_a_scope_lose_no_room_to_those_that_left(
    client, clock, chief, monkeypatch
):
    monkeypatch.setattr(queries, "NEWEST", 3)
    monkeypatch.setattr(queries, "MAX_LEFT", 2)
    for headline in ("Stays 1", "Stays 2", "Leaves 1", "Leaves 2", "Leaves 3"):
        clock.shift(3600)
        build.live(chief, headline=headline)
    for one in Article.objects.filter(headline__startswith="Leaves").order_by("pk"):
        clock.shift(3600)
        leave(one, chief, "/ict-materials")
    clock.shift(3600)
    build.live(chief, headline="Newest")

    assert titles(client, "/ict-materials") == [
        "Newest", "Stays 2", "Stays 1", "Leaves 3", "Leaves 2"
    ]  # fmt: skip


@UNDER
@pytest.mark.parametrize("stories", [1, 30])
def test_a_feed_takes_as_many_queries_however_many_have_left(
    client, clock, chief, under, stories, django_assert_max_num_queries
):
    photo = build.photo(chief)
    for number in range(stories):
        facts = {"tags": ["ITU", f"T {number}"], "bylines": [build.author("Leyla")]}
        one = build.live(chief, lead_photo=photo, **facts).article
        clock.shift(1)
        leave(one, chief, under)
        clock.shift(1)
        correct(one, chief)

    with django_assert_max_num_queries(12):
        assert len(titles(client, under)) == stories


# Names that change


def test_a_merged_tag_tells_on_of_what_left_it(client, clock, chief, story):
    leave(story, chief, "/tag/itu")
    clock.shift(60)
    desk.merge_tags(build.tag(), into=build.tag("ITU-T"), by=build.admin())
    before = client.get("/tag/itu-t/feed.json")["ETag"]
    clock.shift(60)
    hold(story, chief)

    after = client.get("/tag/itu-t/feed.json", headers={"if-none-match": before})

    assert [item["title"] for item in after.json()["items"]] == ["On hold"]
    assert client.get("/tag/itu/feed.json")["Location"] == "/tag/itu-t/feed.json"


def test_a_renamed_section_tells_on_of_what_left_it(client, clock, chief, story):
    leave(story, chief, "/ict-materials")
    desk.save_site_object(build.section(), by=chief, changes={"slug": "technology"})
    clock.shift(60)
    gone(story, chief)

    assert titles(client, "/technology") == ["Story withdrawn"]
    assert "http://localhost:8000/technology/feed.rss" in topics(
        Event.objects.latest("pk"), timezone.now()
    )


def test_a_photo_of_before_is_stopped_long_after_a_bulk_of_moves(
    client, clock, chief, monkeypatch
):
    monkeypatch.setattr(queries, "MAX_LEFT", 2)
    shown = build.live(chief, lead_photo=build.photo(chief)).article
    others = [build.live(chief, headline=f"Other {n}").article for n in range(3)]
    for one in (shown, *others):
        clock.shift(60)
        leave(one, chief, "/ict-materials")
    assert titles(client, "/ict-materials") == ["Other 2", "Other 1"]
    clock.shift(60)

    stop(shown, chief)

    assert titles(client, "/ict-materials") == [TITLE, "Other 2"]
