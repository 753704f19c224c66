"""What a live story said before: read where the desk allows it, and else not there at all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles import desk
from articles.models import Article, SiteSettings
from tests import build
from tests.answers import headers

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def allowed(chief):
    desk.save_site_object(SiteSettings.load(), by=chief, changes={"show_earlier": True})


@pytest.fixture
def story(chief, clock) -> Article:
    """Published at 19:02, corrected at 20:02."""
    first = build.live(chief, headline="Masts", body="<p>A million masts.</p>")
    clock.shift(3600)
    correct(first.article, chief, body="<p>Two masts.</p>", what="It was two.")
    return first.article


def correct(story, chief, *, what="Wrong.", **changes):
    return desk.correct(
        story, revision=build.edited(story, chief, **changes), by=chief, what=what
    )


def refile(story, chief, **changes):
    return desk.refile(story, revision=build.edited(story, chief, **changes), by=chief)


def address(story, number=1) -> str:
    return f"/ict-materials/{story.pk}-masts/edition/{number}/"


def links(client, story) -> list[str]:
    page = html.fromstring(client.get(f"/ict-materials/{story.pk}-masts/").content.decode())
    return page.xpath("//details[@class='history']//li/a/@href")


def nothing(client, path) -> bool:
    """Whether it is answered, to the byte, as a story that never was."""
    nonsense = "/ict-materials/987654321-masts/edition/1/"
    ours, other = client.get(path), client.get(nonsense)
    return (ours.status_code, ours.content.replace(path.encode(), b""), headers(ours)) == (
        404,
        other.content.replace(nonsense.encode(), b""),
        headers(other),
    )


def test_it_is_marked_with_its_time_what_was_wrong_and_the_way_back(client, story, allowed):
    page = html.fromstring(client.get(address(story)).content.decode())

    banner = " ".join(page.xpath("string(//aside[contains(@class, 'earlier')])").split())
    assert banner == (
        "Earlier version of this story This is what we said from 28 November 2025 19:02 "
        "(UTC +04:00) to 28 November 2025 20:02 (UTC +04:00). It has been replaced since. "
        "Correction: It was two. Read the story as it is now"
    )
    assert page.xpath("string(//div[@class='body'])").strip() == "A million masts."
    assert page.xpath("//aside[contains(@class, 'earlier')]//a/@href") == [
        f"/ict-materials/{story.pk}-masts/"
    ]


def test_search_engines_are_sent_to_the_story(client, story, allowed):
    page = html.fromstring(client.get(address(story)).content.decode())

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        f"http://localhost:8000/ict-materials/{story.pk}-masts/"
    ]
    assert "NewsArticle" not in client.get(address(story)).content.decode()


def test_the_history_leads_to_it_only_where_the_desk_allows_it(client, story, chief):
    before = links(client, story)
    hidden = nothing(client, address(story))

    desk.save_site_object(SiteSettings.load(), by=chief, changes={"show_earlier": True})

    assert (before, hidden, links(client, story)) == ([], True, [address(story)])


def test_the_story_as_it_stands_is_no_earlier_one(client, story, allowed):
    assert nothing(client, address(story, 2))
    assert nothing(client, address(story, 3))
    assert nothing(client, address(story, 0))


def test_every_update_leaves_one_that_can_be_read(client, story, chief, allowed, clock):
    clock.shift(3600)
    desk.update(story, revision=build.edited(story, chief, body="<p>Three.</p>"), by=chief)

    assert links(client, story) == [address(story, 1), address(story, 2)]
    assert b"Two masts." in client.get(address(story, 2)).content


def test_what_a_refile_mended_is_not_shown(client, chief, allowed, clock):
    story = build.live(chief, headline="Masts").article
    clock.shift(60)
    refile(story, chief, standfirst="Mended")
    alone = [nothing(client, address(story, 1)), links(client, story)]
    clock.shift(60)

    correct(story, chief, standfirst="Right")

    assert alone == [True, []]
    assert links(client, story) == [address(story, 1)]


def test_an_old_address_of_it_leads_on(client, story, chief, allowed, clock):
    clock.shift(60)
    refile(story, chief, slug="other-words")

    answer = client.get(address(story))

    there = f"/ict-materials/{story.pk}-other-words/edition/1/"
    assert (answer.status_code, answer["Location"]) == (301, there)


def test_a_photo_that_has_ended_is_not_on_it(client, chief, allowed, clock):
    kept, ended = build.photo(chief), build.photo(chief)
    story = build.live(
        chief, headline="Masts", lead_photo=kept, gallery=[(ended, "")]
    ).article
    clock.shift(60)
    correct(story, chief, lead_photo=None, gallery=[])
    desk.stop_photo(ended, by=chief, reason="Rights")

    page = client.get(address(story)).content.decode()

    assert [any(file.name in page for file in shot.files) for shot in (kept, ended)] == [
        True,
        False,
    ]


def hold(story, chief):
    desk.hold(story, by=chief)


def release(story, chief):
    desk.release(story, by=chief)


def withdraw(story, chief):
    desk.withdraw(story, by=chief, outcome="notice", reason="Wrong")


def bring_back(story, chief):
    desk.publish(story, revision=build.edited(story, chief, body="<p>New.</p>"), by=chief)


def close(story, chief):
    desk.close_edition(story.editions.get(number=1), by=chief)


def forbid(story, chief):
    desk.save_site_object(SiteSettings.load(), by=chief, changes={"show_earlier": False})


@pytest.mark.parametrize(
    "acts",
    [[hold], [withdraw], [hold, release], [withdraw, bring_back], [close], [forbid]],
    ids=lambda acts: " and ".join(act.__name__ for act in acts),
)
def test_what_may_not_be_read_any_more_was_never_there(
    client, story, chief, allowed, clock, acts
):
    assert client.get(address(story)).status_code == 200

    for act in acts:
        clock.shift(60)
        act(story, chief)

    numbers = range(1, story.editions.count() + 1)
    assert all(nothing(client, address(story, number)) for number in numbers)
    assert b"/edition/" not in client.get(f"/ict-materials/{story.pk}-masts/").content


def test_opened_again_it_is_read_again(client, story, chief, allowed):
    close(story, chief)
    desk.open_edition(story.editions.get(number=1), by=chief)

    assert links(client, story) == [address(story)]


def test_words_that_were_checked_and_released_are_read_after_a_correction(
    client, story, chief, allowed, clock
):
    clock.shift(60)
    desk.hold(story, by=chief)
    clock.shift(60)
    desk.release(story, by=chief)
    clock.shift(60)
    correct(story, chief, body="<p>Three.</p>")

    assert links(client, story) == [address(story, 4)]


def test_a_scheduled_correction_opens_nothing_before_its_minute(
    client, chief, allowed, clock
):
    story = build.live(chief, headline="Masts").article
    revision = build.edited(story, chief, body="<p>Two masts.</p>")
    later = timezone.now() + timedelta(hours=1)
    desk.correct(story, revision=revision, by=chief, what="Wrong.", at=later)

    before = [nothing(client, address(story, 1)), nothing(client, address(story, 2))]
    clock.shift(3600)

    assert before == [True, True]
    assert client.get(address(story, 1)).status_code == 200


@pytest.mark.parametrize("make", [build.article, build.approved], ids=["draft", "approved"])
def test_a_story_that_was_never_public_has_no_editions(client, chief, allowed, make):
    made = make(chief, headline="Masts")
    story = made[0] if isinstance(made, tuple) else made

    assert nothing(client, address(story))


def test_it_takes_few_queries_however_long_the_history(
    client, story, chief, allowed, clock, django_assert_max_num_queries
):
    for number in range(5):
        clock.shift(60)
        correct(story, chief, body=f"<p>{number}</p>")

    with django_assert_max_num_queries(9):
        client.get(address(story))
