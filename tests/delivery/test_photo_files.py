"""A photo that has ended leaves no public file."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import desk
from articles.delivery.registry import workers
from articles.delivery.runner import run_once
from articles.models import Due
from tests import build

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def photo():
    return build.photo()


@pytest.fixture
def desk_of_photos():
    return build.person("Chief")


def follow():
    run_once(workers())


def files(photo):
    return [default_storage.exists(file.name) for file in photo.renditions.all()]


def test_a_stop_deletes_the_public_files(photo, desk_of_photos, client):
    desk.stop_photo(photo, by=desk_of_photos, reason="Wrong picture")

    follow()

    assert set(files(photo)) == {False}
    assert client.get(photo.renditions.first().get_absolute_url()).status_code == 410


def test_the_original_stays(photo, desk_of_photos):
    desk.stop_photo(photo, by=desk_of_photos, reason="Wrong picture")

    follow()

    assert photo.original.storage.exists(photo.original.name)


def test_other_photos_stay(photo, desk_of_photos):
    other = build.photo()
    desk.stop_photo(photo, by=desk_of_photos, reason="Wrong picture")

    follow()

    assert set(files(other)) == {True}


def test_a_known_end_deletes_them_at_its_moment(photo, desk_of_photos, clock):
    desk.stop_photo(photo, by=desk_of_photos, reason="Licence", at=timezone.now() + DAY)
    follow()
    assert set(files(photo)) == {True}

    clock.shift(DAY)
    follow()
    assert set(files(photo)) == {False}


def test_an_end_that_was_lifted_deletes_nothing(photo, desk_of_photos, clock):
    desk.stop_photo(photo, by=desk_of_photos, reason="Licence", at=timezone.now() + DAY)
    desk.allow_photo(photo, by=desk_of_photos, reason="Bought again")

    clock.shift(DAY)
    follow()

    assert set(files(photo)) == {True}


def test_a_storage_that_is_away_is_asked_again(
    photo, desk_of_photos, clock, monkeypatch, caplog
):
    desk.stop_photo(photo, by=desk_of_photos, reason="Wrong picture")
    monkeypatch.setattr(default_storage, "delete", _away, raising=False)
    follow()
    assert Due.objects.get().error == "OSError: The storage is away"
    monkeypatch.undo()

    clock.shift(2)
    follow()

    assert set(files(photo)) == {False}
    assert caplog.records[0].message.startswith("photo_files could not act on event ")


def _away(name):
    raise OSError("The storage is away")
