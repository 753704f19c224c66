"""The front."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import desk
from articles.models import Event, FrontSlot
from tests import build
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def slot(edition, by, position=1, **own):
    place = FrontSlot(
        article=edition.article, position=position, since=timezone.now(), **own
    )
    desk.save_site_object(place, by=by)


def test_a_slot_makes_an_older_story_the_lead(client):
    chief = build.person("Chief")
    older = build.live(chief, headline="Older", at=timezone.now() - HOUR)
    build.live(chief, headline="Newer")
    slot(older, chief)

    top = client.get("/").context["top"]

    assert [card.edition.headline for card in top] == ["Older", "Newer"]


def test_a_slot_whose_story_is_held_is_skipped(client, clock):
    chief = build.person("Chief")
    held, other = build.live(chief, headline="Held"), build.live(chief, headline="Other")
    slot(held, chief)
    clock.shift(60)
    desk.hold(held.article, by=chief)

    response = client.get("/")

    assert [card.edition.pk for card in response.context["top"]] == [other.pk]
    assert "Held" not in response.content.decode()


def test_a_place_may_have_a_headline_and_a_photo_of_its_own(client):
    chief = build.person("Chief")
    story = build.live(chief, lead_photo=build.photo())
    own = build.photo()
    slot(story, chief, headline="  Baku  decides ", photo=own)

    response = client.get("/")

    card = response.context["top"][0]
    assert card.title == "Baku decides (PHOTO)"
    assert card.picture.files[0].photo_id == own.pk
    assert story.title not in response.content.decode()
    assert story.title in client.get("/latest/").content.decode()


def test_a_place_whose_photo_has_ended_shows_the_storys_own(client):
    chief = build.person("Chief")
    lead, own = build.photo(), build.photo()
    slot(build.live(chief, lead_photo=lead), chief, photo=own)

    desk.stop_photo(own, by=chief, reason="Wrong place")

    assert client.get("/").context["top"][0].picture.files[0].photo_id == lead.pk
    assert "front" in Event.objects.latest("pk").keys


@pytest.mark.parametrize("facts", [{"licence": "unknown"}, {"licence_until": NOW - HOUR}])
def test_a_photo_that_may_not_be_shown_is_refused_in_a_place(facts):
    chief = build.person("Chief")
    story, own = build.live(chief), build.photo(**facts)

    with pytest.raises(ValidationError, match="may not be shown"):
        slot(story, chief, photo=own)


def test_a_photo_of_a_place_is_used_and_kept():
    chief = build.person("Chief")
    own = build.photo()
    slot(build.live(chief), chief, photo=own)

    with pytest.raises(desk.WrongState, match="This photo is used"):
        desk.delete_photo(own, by=chief)


def test_no_story_stands_on_the_front_twice(client):
    chief = build.person("Chief")
    for number in range(30):
        name = f"Section {number % 3}"
        build.live(chief, headline=f"Story {number}.", section=build.section(name))
    twice = build.live(chief, headline="In two places.")
    slot(twice, chief, 1)
    slot(twice, chief, 2)

    page = client.get("/").content.decode()

    assert page.count(">In two places.<") == 1
    assert all(page.count(f">Story {number}.<") <= 1 for number in range(30))


def test_the_masthead_has_the_newsroom_date_on_front_and_latest_only(client):
    today = '<p class="today">28 November 2025</p>'

    assert today in client.get("/").content.decode()
    assert today in client.get("/latest/").content.decode()
    assert today not in client.get("/corrections/").content.decode()
