"""What readers see that is not a story: saved through verbs, with events and redirects."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import desk
from articles.models import EditionTag, Event, FrontSlot, Section, SiteSettings, Tag
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def test_a_renamed_section_keeps_its_old_address_reserved(chief):
    section = build.section("Telecom")

    desk.save_site_object(section, by=chief, changes={"slug": "telecoms"})

    assert section.aliases.get().slug == "telecom"
    with pytest.raises(ValidationError, match="used before"):
        desk.save_site_object(Section(name="Telecom"), by=chief)


def test_renaming_back_takes_the_old_address_again(chief):
    section = build.section("Telecom")
    desk.save_site_object(section, by=chief, changes={"slug": "telecoms"})

    desk.save_site_object(section, by=chief, changes={"slug": "telecom"})

    assert [alias.slug for alias in section.aliases.all()] == ["telecoms"]


def test_a_section_does_not_take_an_address_of_the_site(chief):
    with pytest.raises(ValidationError, match="address of the site"):
        desk.save_site_object(Section(name="Latest"), by=chief)


def test_saving_site_settings_says_so_in_the_log(chief):
    desk.save_site_object(SiteSettings.load(), by=chief, changes={"name": "ICT Wire"})

    assert SiteSettings.load().name == "ICT Wire"
    assert [event.keys for event in Event.objects.tail(0)] == [["site"]]


def test_an_editor_does_not_run_the_house():
    with pytest.raises(desk.NotAllowed):
        desk.save_site_object(Section(name="Mine"), by=build.person("Editor"))


def test_places_of_the_front_are_added_and_ended_not_edited(chief):
    slot = desk.save_site_object(FrontSlot(article=build.live(chief).article), by=chief)

    with pytest.raises(desk.WrongState, match="not edited"):
        desk.save_site_object(slot, by=chief, changes={"position": 2})
    desk.end_slot(slot, by=chief)

    assert slot.until == timezone.now()
    assert not FrontSlot.objects.standing().exists()


def test_merging_tags_leaves_one_row_a_story_and_the_printed_name(chief):
    both = build.live(chief, tags=["IoT", "Internet of things"])
    one = build.live(chief, headline="Another", tags=["IoT"])
    into = Tag.objects.get(name="Internet of things")

    desk.merge_tags(Tag.objects.get(name="IoT"), into=into, by=chief)

    rows = EditionTag.objects.filter(tag=into).order_by("edition")
    assert [row.edition for row in rows] == [both, one]
    assert one.content["tags"][0]["name"] == "IoT"
    assert into.aliases.get().slug == "iot"


def test_stopping_a_photo_moves_the_stamp_of_its_stories(chief, clock):
    photo = build.photo()
    edition = build.live(chief, lead_photo=photo)
    clock.shift(600)

    desk.stop_photo(photo, by=chief, reason="Wrong picture")

    edition = type(edition).objects.for_feed().get()
    assert edition.changed_at(timezone.now()) == timezone.now()
    assert set(Event.objects.first().keys) == {
        f"photo:{photo.pk}",
        f"article:{edition.article_id}",
    }
