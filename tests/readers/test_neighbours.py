"""Related stories, and the way through a section."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def story(headline: str, hours: int = 1, **changes):
    return build.live(headline=headline, at=timezone.now() - hours * HOUR, **changes)


def related(client, edition) -> list[str]:
    context = client.get(edition.get_absolute_url()).context
    return [card.edition.headline for card in context["related"]]


def sides(client, edition) -> list[str | None]:
    found = client.get(edition.get_absolute_url()).context["neighbours"]
    return [found.older and found.older.headline, found.newer and found.newer.headline]


def test_related_stories_share_the_most_tags_and_then_are_the_newest(client):
    mine = story("Mine", tags=["5G", "ITU"])
    story("One tag, old", 30, tags=["5G"])
    story("One tag, new", 2, tags=["ITU"])
    story("Both tags, old", 40, tags=["ITU", "5G"])
    story("No tag of these", tags=["AI"])

    assert related(client, mine) == ["Both tags, old", "One tag, new", "One tag, old"]


def test_a_story_is_not_related_to_itself_nor_to_what_is_not_live(client, clock):
    chief = build.person("Chief")
    mine = story("Mine", 1, by=chief, tags=["5G"])
    build.live(chief, headline="Scheduled", tags=["5G"], at=timezone.now() + HOUR)
    held = story("Held", 2, by=chief, tags=["5G"])
    desk.hold(held.article, by=chief)

    assert related(client, mine) == []


def test_related_stories_are_at_most_four_and_not_repeated_beside(client):
    mine = story("Mine", tags=["5G"])
    for number in range(6):
        story(f"Story {number}", 2 + number, tags=["5G"])

    context = client.get(mine.get_absolute_url()).context

    assert [c.edition.headline for c in context["related"]] == [
        f"Story {n}" for n in range(4)
    ]
    assert [c.edition.headline for c in context["latest"]] == ["Story 4", "Story 5"]


def test_a_story_leads_to_the_ones_before_and_after_in_its_section(client):
    telecom = build.section("Telecom")
    first, middle, last = (story(name, n) for n, name in [(3, "A"), (2, "B"), (1, "C")])
    story("Elsewhere", 2, section=telecom)

    found = [sides(client, edition) for edition in (first, middle, last)]

    assert found == [[None, "B"], ["A", "C"], ["B", None]]


def test_stories_of_one_moment_are_all_on_the_way(client):
    at = timezone.now() - HOUR
    one, two, three = (build.live(headline=name, at=at) for name in "ABC")

    found = [sides(client, edition) for edition in (one, two, three)]

    assert found == [[None, "B"], ["A", "C"], ["B", None]]


def test_what_is_not_live_is_skipped_on_the_way(client):
    chief = build.person("Chief")
    story("A", 3, by=chief)
    held = story("B", 2, by=chief)
    mine = story("C", 1, by=chief)
    build.live(chief, headline="Tomorrow", at=timezone.now() + 24 * HOUR)
    desk.hold(held.article, by=chief)

    assert sides(client, mine) == ["A", None]


def test_a_corrected_story_keeps_its_place_on_the_way(client):
    chief = build.person("Chief")
    story("A", 3, by=chief)
    mine = story("B", 2, by=chief)
    story("C", 1, by=chief)
    revision = build.edited(mine.article, chief, headline="B, corrected")
    desk.correct(mine.article, revision=revision, by=chief, what="The name.")

    assert sides(client, mine.article.editions.current().get()) == ["A", "C"]


def test_they_cost_as_many_queries_however_many_tags_and_stories(client):
    def asked(edition) -> int:
        address = edition.get_absolute_url()
        client.get(address)  # The process knows the site from now on.
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    tags = [f"Tag {number}" for number in range(12)]
    mine = story("Mine", tags=tags)
    alone = asked(mine)
    for number in range(30):
        story(f"Story {number}", 2 + number, tags=tags[:3])

    assert asked(mine) == alone
