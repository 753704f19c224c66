"""Focal point, crops, new pixels: files change under new names, and pages are told."""

import io
import os
import threading

import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection
from PIL import Image

from articles import desk
from articles.models import Event, PastOriginal, Photo, RetiredFile
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief")


@pytest.fixture
def photo(chief):
    return build.photo(chief)


def names(photo: Photo, shape: str) -> set[str]:
    return set(photo.renditions.filter(shape=shape).values_list("name", flat=True))


def stored(storage, name: str) -> bytes:
    with storage.open(name) as file:
        return file.read()


def there(photo: Photo) -> bool:
    """Every file that a row names is there and is what the row says."""
    return all(default_storage.size(row.name) == row.size for row in photo.renditions.all())


def test_a_photo_comes_in_with_files_of_every_shape_in_both_formats(photo):
    kinds = set(photo.renditions.values_list("shape", "format").distinct())

    assert kinds == {
        (s, f) for s in ("whole", "16x9", "4x3", "1x1") for f in ("jpeg", "avif")
    }
    assert [file.width for file in photo.files] == [320, 480, 640]
    assert [file.width for file in photo.crop("1x1", "avif")] == [160, 320]
    assert there(photo)


def test_a_new_focal_point_makes_new_crops_and_leaves_the_whole_picture(photo, chief):
    whole, square = names(photo, "whole"), names(photo, "1x1")

    desk.set_focus(photo, by=chief, x=0.1, y=0.2)

    assert (photo.focus_x, photo.focus_y, photo.focus_set) == (0.1, 0.2, True)
    assert names(photo, "whole") == whole
    assert not names(photo, "1x1") & square
    assert there(photo)


def test_every_page_that_shows_the_photo_is_told(photo, chief):
    story = build.live(chief, lead_photo=photo).article
    author = build.author("Leyla Aliyeva", portrait=photo)

    desk.set_focus(photo, by=chief, x=0.1, y=0.2)

    event = Event.objects.latest("pk")
    assert event.verb == "set_focus"
    assert event.keys == sorted(
        [f"article:{story.pk}", f"author:{author.pk}", f"photo:{photo.pk}"]
    )


def test_open_pages_still_get_the_files_that_were(client, photo, chief):
    old = photo.crop("1x1")[0]

    desk.set_focus(photo, by=chief, x=0.1, y=0.2)

    answer = client.get(old.get_absolute_url())
    assert RetiredFile.objects.filter(name=old.name).exists()
    assert len(b"".join(answer.streaming_content)) == old.size


def test_the_same_focal_point_again_makes_no_file(photo, chief):
    desk.set_focus(photo, by=chief, x=0.1, y=0.2)
    before = names(photo, "1x1")

    desk.set_focus(photo, by=chief, x=0.1, y=0.2)

    assert names(photo, "1x1") == before


def test_a_crop_is_set_by_hand_and_given_back(photo, chief):
    automatic = photo.crop("1x1")[0].recipe

    desk.set_crop(photo, by=chief, shape="1x1", box=(0.5, 0.25, 0.5, 0.75))
    assert photo.crops == {"1x1": [0.5, 0.25, 0.5, 0.75]}
    assert photo.crop("1x1")[0].recipe != automatic

    desk.set_crop(photo, by=chief, shape="1x1", box=None)
    assert photo.crops == {}
    assert photo.crop("1x1")[0].recipe == automatic


@pytest.mark.parametrize(
    ("shape", "box", "sentence"),
    [
        ("2x1", (0, 0, 1, 1), "Crop shape not found."),
        ("1x1", (0, 0, 1, 1), "The crop is not 1:1."),
        ("1x1", (0.9, 0, 0.5, 0.75), "The crop reaches outside the picture."),
        ("1x1", (0, 0, 0.1, 0.15), "The crop is too small: it needs 160 pixels across."),
    ],
)
def test_a_crop_that_cannot_be_is_refused(photo, chief, shape, box, sentence):
    with pytest.raises(desk.NotReady) as refused:
        desk.set_crop(photo, by=chief, shape=shape, box=box)

    assert str(refused.value) == sentence
    assert Photo.objects.get(pk=photo.pk).crops == {}


@pytest.mark.parametrize(("x", "y"), [(-0.1, 0.5), (0.5, 1.1), (float("nan"), 0)])
def test_a_point_outside_is_refused(photo, chief, x, y):
    with pytest.raises(desk.NotReady, match="outside the picture"):
        desk.set_focus(photo, by=chief, x=x, y=y)


@pytest.mark.parametrize("verb", ["set_focus", "replace_photo"])
def test_who_may_not_may_not(photo, verb):
    stranger = build.person("Reporter")
    done = {
        "set_focus": lambda: desk.set_focus(photo, by=stranger, x=0, y=0),
        "replace_photo": lambda: desk.replace_photo(photo, build.picture(), by=stranger),
    }

    with pytest.raises(desk.NotAllowed):
        done[verb]()


def test_a_new_credit_is_written_into_new_files(photo, chief):
    desk.save_photo(photo, {"credit": "Agency of Ganja"}, by=chief, version=photo.version)

    desk.renew_files(photo, by=chief)

    words = [stored(default_storage, row.name) for row in photo.renditions.all()]
    assert {
        one.count(b"<photoshop:Credit>Agency of Ganja</photoshop:Credit>") for one in words
    } == {1}
    assert Event.objects.latest("pk").verb == "renew_files"


def test_files_that_are_as_they_should_be_are_left_alone(photo, chief):
    before, events = names(photo, "whole"), Event.objects.count()

    desk.renew_files(photo, by=chief)

    assert (names(photo, "whole"), Event.objects.count()) == (before, events)


def test_a_photo_gets_new_pixels_and_keeps_everything_else(photo, chief):
    edition = build.live(chief, lead_photo=photo)
    old = photo.original.name
    original = stored(storages["originals"], old)

    desk.replace_photo(photo, build.picture((400, 800)), by=chief, name="better.jpg")

    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.width, photo.height, photo.original_name) == (400, 800, "better.jpg")
    assert [file.width for file in photo.files] == [320]
    assert photo.credit == "Ministry of Digital Development"
    kept = PastOriginal.objects.get()
    assert stored(storages["originals"], kept.original.name) == original
    assert photo.revisions.first().summary == "Picture replaced better.jpg"
    assert f"article:{edition.article_id}" in Event.objects.latest("pk").keys


def test_public_pages_follow_a_replacement(client, photo, chief, clock):
    edition = build.live(chief, lead_photo=photo)
    old = photo.files[-1].get_absolute_url()
    before = client.get("/feed.rss")["ETag"]
    clock.shift(60)

    desk.replace_photo(photo, build.picture((400, 800)), by=chief)

    page = client.get(edition.get_absolute_url()).content.decode()
    new = Photo.objects.get(pk=photo.pk).files[-1].get_absolute_url()
    assert (old in page, new in page) == (False, True)
    assert client.get("/feed.rss")["ETag"] != before


def test_a_picture_that_the_library_has_is_not_stored_again(photo, chief):
    data = build.picture()
    other = desk.add_photo(data, by=chief, credit="X")

    with pytest.raises(desk.WrongState, match=f"already, as number {other.pk}"):
        desk.replace_photo(photo, data, by=chief)


def test_who_replaces_what_somebody_else_has_replaced_is_told(photo, chief):
    seen = photo.version
    desk.replace_photo(photo, build.picture(), by=chief, version=seen)

    with pytest.raises(desk.StalePhoto):
        desk.replace_photo(photo, build.picture(), by=chief, version=seen)

    assert PastOriginal.objects.count() == 1


def test_an_animation_is_taken_by_its_first_frame_and_says_so(chief):
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])

    moving = desk.add_photo(out.getvalue(), by=chief, credit="X")
    still = desk.add_photo(build.picture(), by=chief, credit="X")

    assert (moving.was_animated, still.was_animated) == (True, False)


@pytest.mark.parametrize("kept", ["default", "originals"])
def test_a_full_disk_is_said_in_words_and_leaves_nothing(chief, media, monkeypatch, kept):
    from articles.imaging import file_storage

    full = storages[kept].location
    replace = os.replace

    def refuse(source, target):
        if str(target).startswith(full):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(file_storage.os, "replace", refuse)
    with pytest.raises(
        desk.StorageFailed, match="could not be stored: No space left on device"
    ):
        build.photo(chief)

    assert Photo.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_time
def test_two_who_replace_at_once_lose_nothing():
    chief = build.person("Chief")
    photo, pictures = build.photo(chief), [build.picture(), build.picture()]
    seen, results = photo.version, []
    barrier = threading.Barrier(2)

    def replace(data):
        mine = Photo.objects.get(pk=photo.pk)
        barrier.wait()
        try:
            desk.replace_photo(mine, data, by=chief, version=seen)
            results.append("done")
        except desk.StalePhoto:
            results.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=replace, args=(data,)) for data in pictures]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]

    assert sorted(results) == ["done", "told"]
    assert PastOriginal.objects.count() == 1
    assert there(Photo.objects.get(pk=photo.pk))
