"""What the desk keeps of a file that comes in."""

import pytest

from articles import desk
from articles.models import Photo
from tests import build
from tests.engines import talking
from tests.engines.test_likeness import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return build.person("Reporter", "reporter")


def taken(by, image, **options):
    from tests.engines.camera import encoded

    return desk.add_photo(encoded(image, "JPEG", **options), by=by)


def test_what_the_file_says_fills_the_form(reporter):
    photo = desk.add_photo(
        talking.jpeg(xmp=talking.packet(), exif=talking.noted()), by=reporter
    )

    said = (photo.title, photo.credit, photo.people, photo.keywords, photo.alt, photo.city)
    assert said == (
        "The hall",
        "Ministry/S. Guliyeva",
        "Rashad Nabiyev",
        "ITU, WTDC-25",
        "People in rows",
        "Baku",
    )
    assert (
        photo.taken_local == "28 November 2025 11:15 (UTC +04:00); there 10:15 (UTC +03:00)"
    )
    assert (photo.latitude, photo.licence) == (-40.375, "unknown")


def test_what_somebody_has_written_goes_before_what_the_file_says(reporter):
    data = talking.jpeg(xmp=talking.packet())

    photo = desk.add_photo(data, by=reporter, credit="Newsroom", title="Delegates")

    assert (photo.title, photo.credit, photo.source) == (
        "Delegates",
        "Newsroom",
        "Press service",
    )


def test_a_file_that_talks_too_much_is_cut_and_taken(reporter):
    caption = "word " * 3000
    names = ",".join(f"Person number {n}" for n in range(60))
    block = talking.iim("utf-8", True, caption=caption, title="t" * 900, keyword=names)

    photo = desk.add_photo(talking.jpeg(iim=block), by=reporter)

    assert len(photo.title) == 200 and len(photo.caption) <= 4000


def test_where_it_was_taken_is_in_no_history(reporter):
    photo = desk.add_photo(talking.jpeg(exif=talking.noted()), by=reporter)

    assert not {"latitude", "longitude"} & set(photo.revisions.get().facts)


def test_the_same_bytes_are_there_once(reporter):
    data = build.picture()
    first = desk.add_photo(data, by=reporter)

    again = desk.add_photo(data, by=reporter)

    assert again == first and again.was_there
    assert Photo.objects.count() == 1


def test_a_smaller_copy_is_found_in_the_library(reporter):
    first, _other = taken(reporter, scene(1)), taken(reporter, scene(2))

    copy = taken(reporter, scene(1).resize((480, 320)), quality=40)

    assert desk.similar_photos(copy) == [first]
