"""What a photo may be used for, from when to when, and who has said so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import desk
from articles.delivery.ended_photos import PhotoFiles
from articles.models import Edition, Event, Photo
from articles.models.immutable import ImmutableError
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_desk():
    return build.person("Photo desk", "photo")


@pytest.fixture
def photo(photo_desk):
    return build.photo(photo_desk, caption="The hall")


def story_of(photo):
    return Edition.objects.for_feed().get(photos__photo=photo)


def test_the_end_is_the_earlier_of_stop_and_licence(photo, photo_desk):
    friday = timezone.now() + timedelta(days=1)
    desk.set_rights(photo, by=photo_desk, version=photo.version, licence_until=friday)
    assert photo.ends_at == friday

    desk.stop_photo(photo, by=photo_desk, reason="Wrong picture")

    assert photo.ends_at == timezone.now()
    assert not Photo.objects.usable().exists()


def test_the_end_of_a_licence_is_an_event_of_that_moment_for_every_story(photo, photo_desk):
    story = build.live(lead_photo=photo).article
    author = build.author("Nigar Valiyeva", portrait=photo)
    friday = timezone.now() + timedelta(days=1)

    desk.set_rights(photo, by=photo_desk, version=photo.version, licence_until=friday)

    event = Event.objects.get(verb="photo_ends")
    assert event.effective_at == friday
    assert event.keys == [f"article:{story.pk}", f"author:{author.pk}", f"photo:{photo.pk}"]


def test_lifting_a_stop_brings_the_photo_back_and_moves_stamps_forward(
    photo, photo_desk, clock
):
    build.live(lead_photo=photo)
    desk.stop_photo(photo, by=photo_desk, reason="Being checked")
    clock.shift(60)

    desk.allow_photo(photo, by=photo_desk, reason="Checked")

    assert Photo.objects.usable().get() == photo
    assert story_of(photo).changed_at(timezone.now()) == timezone.now()


def test_lifting_a_stop_does_not_outlive_the_licence(photo, photo_desk, clock):
    soon = timezone.now() + timedelta(minutes=1)
    desk.set_rights(photo, by=photo_desk, version=photo.version, licence_until=soon)
    desk.stop_photo(photo, by=photo_desk, reason="Being checked")
    clock.shift(120)

    desk.allow_photo(photo, by=photo_desk, reason="Checked")

    assert photo.ends_at == soon
    assert not Photo.objects.usable().exists()


def follow() -> None:
    for event in Event.objects.all():
        if PhotoFiles().wants(event):
            PhotoFiles().handle(event)


def test_a_photo_that_comes_back_has_its_files_again(photo, photo_desk):
    desk.stop_photo(photo, by=photo_desk, reason="Being checked")
    follow()
    assert not default_storage.exists(photo.files[0].name)

    desk.allow_photo(photo, by=photo_desk, reason="Checked")
    follow()

    files = list(Photo.objects.get().renditions.all())
    assert files and all(default_storage.exists(file.name) for file in files)


def test_a_licence_that_is_prolonged_brings_the_files_back(photo, photo_desk, clock):
    soon = timezone.now() + timedelta(minutes=1)
    desk.set_rights(photo, by=photo_desk, version=1, licence_until=soon)
    clock.shift(120)
    follow()

    desk.set_rights(photo, by=photo_desk, version=2, licence_until=None)

    assert default_storage.exists(Photo.objects.get().files[0].name)


def test_an_editor_stops_and_does_not_lift(photo, photo_desk):
    editor = build.person("Editor")
    desk.stop_photo(photo, by=editor, reason="Wrong picture")

    with pytest.raises(desk.NotAllowed):
        desk.allow_photo(photo, by=editor, reason="Right after all")
    with pytest.raises(desk.WrongState, match="already"):
        desk.stop_photo(photo, by=photo_desk, reason="Again")


def test_leaving_syndication_moves_the_stamp_of_its_stories(photo, photo_desk, clock):
    build.live(lead_photo=photo)
    clock.shift(60)

    desk.set_rights(photo, by=photo_desk, version=photo.version, no_syndication=True)

    assert story_of(photo).changed_at(timezone.now()) == timezone.now()


def test_who_saves_an_old_version_is_told_and_changes_nothing(photo, photo_desk):
    old = photo.version
    desk.save_photo(photo, {"caption": "Delegates"}, by=photo_desk, version=old)

    with pytest.raises(desk.StalePhoto):
        desk.save_photo(photo, {"caption": "Visitors"}, by=photo_desk, version=old)

    assert Photo.objects.get().caption == "Delegates"


def test_each_save_is_a_revision_that_is_never_changed(photo, photo_desk):
    desk.save_photo(photo, {"caption": "Delegates"}, by=photo_desk, version=1)
    desk.save_photo(photo, {"caption": "Delegates"}, by=photo_desk, version=2)

    kept = [(row.number, row.facts["caption"]) for row in photo.revisions.all()]
    assert kept == [(2, "Delegates"), (1, "The hall")]
    with pytest.raises(ImmutableError):
        photo.revisions.update(summary="Nothing")


def test_a_licence_that_does_not_exist_is_refused_and_nothing_is_saved(photo, photo_desk):
    with pytest.raises(ValidationError):
        desk.set_rights(photo, by=photo_desk, version=1, licence="mine")

    assert Photo.objects.get().version == 1


def test_people_and_keywords_are_kept_once_each(photo, photo_desk):
    desk.save_photo(
        photo, {"people": " A. Aliyev,  A. Aliyev ,B. Ə"}, by=photo_desk, version=1
    )

    assert photo.people == "A. Aliyev, B. Ə"
