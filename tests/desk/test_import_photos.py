"""Many photos at once, by an operator."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from articles.imaging import batch
from articles.imaging.decode import BadPhoto
from articles.models import Photo
from tests import build
from tests.engines import talking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _photographer():
    build.person("Photo desk", "photo")


def imported(place, *options) -> tuple[str, str]:
    """What the command returns, or raises, and what it has said on the way."""
    said, err = io.StringIO(), io.StringIO()
    try:
        call_command(
            "import_photos", str(place), "--by", "photo", *options, stdout=said, stderr=err
        )
    except CommandError as error:
        return str(error), err.getvalue()
    return said.getvalue().strip(), err.getvalue()


def zipped(tmp_path, **files: bytes):
    place = tmp_path / "photos.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return place


def test_a_folder_is_taken_in_with_what_the_files_say(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "hall.jpg").write_bytes(talking.jpeg(xmp=talking.packet()))
    (tmp_path / ".DS_Store").write_bytes(b"rubbish")

    assert imported(tmp_path, "--licence", "handout")[0] == "1 imported, 0 already there."
    photo = Photo.objects.get()
    assert (photo.title, photo.original_name, photo.licence) == (
        "The hall",
        "hall.jpg",
        "handout",
    )


def test_a_second_run_takes_only_what_is_new(tmp_path):
    (tmp_path / "a.jpg").write_bytes(build.picture())
    imported(tmp_path)
    (tmp_path / "b.jpg").write_bytes(build.picture())

    assert imported(tmp_path)[0] == "1 imported, 1 already there."


def test_a_bad_file_is_named_hinders_no_other_and_fails_the_run(tmp_path):
    place = zipped(
        tmp_path, **{"1.jpg": build.picture(), "2.gif": b"GIF89a", "3.jpg": build.picture()}
    )

    said, lines = imported(place)

    assert said == "2 imported, 0 already there, 1 refused: see the lines above."
    assert "2.gif: This is a GIF. Send JPEG, PNG, WebP or AVIF." in lines


def test_a_dry_run_takes_nothing(tmp_path):
    place = zipped(tmp_path, **{"1.jpg": build.picture()})

    assert imported(place, "--dry-run")[0] == "1 would be imported, 0 already there."
    assert not Photo.objects.exists()


def test_a_credit_of_the_batch_fills_only_what_is_missing(tmp_path):
    place = zipped(tmp_path, a=build.picture(), b=talking.jpeg(xmp=talking.packet()))

    imported(place, "--credit", "Ministry")

    assert set(Photo.objects.values_list("credit", flat=True)) == {
        "Ministry",
        "Ministry/S. Guliyeva",
    }


@pytest.mark.parametrize("name", ["../../etc/x.jpg", "/etc/x.jpg", "C:/x.jpg", "..\\x.jpg"])
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name):
    place = zipped(tmp_path, **{name: build.picture()})

    assert "leads out of the archive" in imported(place)[1]
    assert not Photo.objects.exists()


def test_a_bomb_in_an_archive_is_refused_unread(tmp_path):
    (bomb,) = batch.batch_files(zipped(tmp_path, **{"a.jpg": b"\0" * 40_000_000}))

    with pytest.raises(BadPhoto, match="bomb"):
        bomb.read()


def test_a_damaged_archive_says_so(tmp_path):
    place = zipped(tmp_path, **{"a.jpg": bytes(range(256)) * 400})
    data = bytearray(place.read_bytes())
    data[60:120] = b"\xff" * 60
    place.write_bytes(data)

    assert "a.jpg: It is damaged in the archive." in imported(place)[1]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(build.picture())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.jpg").symlink_to(secret)

    assert "a.jpg: This is a link that leads out of the folder." in imported(folder)[1]
    assert not Photo.objects.exists()


def test_who_may_not_take_photos_in_and_what_is_no_place_are_refused(tmp_path):
    build.person("Legal", "legal")

    with pytest.raises(CommandError, match="nobody named legal"):
        call_command("import_photos", str(tmp_path), "--by", "legal")
    assert (
        imported(tmp_path / "nowhere")[0] == "nowhere is neither a folder nor a ZIP file."
    )
    assert imported(tmp_path)[0] == "There is no file to import."
