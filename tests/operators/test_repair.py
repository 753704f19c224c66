"""`manage.py repair`, and what the doctor says of the same things."""

import os
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command

from articles import desk
from articles.imaging import rendition_plan
from articles.models import Photo, Rendition, RetiredFile, SearchWord, SitemapMonth
from articles.search import engine
from newsroom.health import derived
from tests import build

pytestmark = pytest.mark.django_db
GOOD = "Every file is there and as it was written."
TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def photo():
    return build.photo(build.person("Chief", "chief"))


def run(*words: str) -> tuple[str, str]:
    """What the command says: its sentence, its complaints."""
    complaints = StringIO()
    try:
        said = call_command("repair", *words, stdout=StringIO(), stderr=complaints)
    except CommandError as refusal:
        said = str(refusal)
    return said, complaints.getvalue().strip()


def renew(*words: str) -> str:
    return run("renditions", "--by", "chief", "--processes", "1", *words)[0]


def age(media) -> None:
    for path in media.rglob("*"):
        if path.is_file():
            # the clock is frozen in 2025
            then = path.stat().st_mtime - TWO_DAYS - 400 * 24 * 3600
            os.utime(path, (then, then))


def test_photos_whose_files_are_right_are_left_alone(photo):
    assert renew() == "0 photos got new files."


def test_outdated_files_are_made_again_under_new_names(photo):
    Rendition.objects.filter(shape="whole").update(recipe="old")
    before = photo.files[0].name

    assert renew("--dry-run") == "1 photo would get new files."
    assert renew() == "1 photo got new files."

    assert Photo.objects.get(pk=photo.pk).files[0].name != before
    assert RetiredFile.objects.filter(name=before).exists()
    assert renew() == "0 photos got new files."


def test_a_width_that_the_ladder_got_is_made_and_the_other_files_stay(photo, monkeypatch):
    before = set(photo.renditions.values_list("name", flat=True))
    monkeypatch.setitem(rendition_plan.DENSE, "16x9", (600,))

    assert renew() == "1 photo got new files."

    (new,) = photo.renditions.exclude(name__in=before)
    assert (new.shape, new.format, new.width) == ("16x9", "avif", 600)
    assert photo.renditions.count() == len(before) + 1
    assert renew() == "0 photos got new files."


def test_missing_files_are_made_again(photo):
    default_storage.delete(photo.files[0].name)

    assert renew() == "1 photo got new files."
    assert run("media") == (GOOD, "")


def test_a_photo_that_cannot_be_renewed_is_named_and_hinders_no_other(photo):
    other = build.photo(photo.owner)
    Rendition.objects.update(recipe="old")
    storages["originals"].delete(photo.original.name)

    said, complaints = run("renditions", "--by", "chief", "--processes", "1")

    assert said == "1 photo could not be renewed: see above."
    assert complaints.startswith(f"Photo {photo.pk}: The original of this photo is missing")
    assert not Rendition.objects.filter(photo=other, recipe="old").exists()


def test_only_who_may_is_named_in_the_history(photo):
    build.person("Reporter", "reporter")

    assert run("renditions", "--by", "reporter")[0] == "reporter is nobody who may do this."


def test_a_photo_that_is_allowed_again_has_its_files_again(photo):
    desk.stop_photo(photo, by=photo.owner, reason="Rights")
    for row in photo.renditions.all():
        default_storage.delete(row.name)

    desk.allow_photo(photo, by=photo.owner, reason="Cleared")

    assert run("media") == (GOOD, "")


def test_missing_and_changed_files_are_named(photo):
    lost, changed = photo.files[0].name, photo.files[1].name
    default_storage.delete(lost)
    default_storage.delete(changed)
    default_storage.save(changed, ContentFile(b"other"))
    storages["originals"].delete(photo.original.name)

    said, complaints = run("media")

    assert said == "3 files missing, changed or orphaned: see above."
    assert set(complaints.splitlines()) == {
        f"missing: public/{lost}",
        f"changed: public/{changed}",
        f"missing: private/{photo.original.name}",
    }


def test_orphans_are_named_and_swept_after_a_day(photo, media):
    default_storage.save("ab/stray.jpg", ContentFile(b"x"))
    storages["originals"].save("cd/stray.raw", ContentFile(b"x"))
    age(media)

    said, complaints = run("media")
    assert (said, len(complaints.splitlines())) == (
        "2 files missing, changed or orphaned: see above.",
        2,
    )

    assert run("media", "--sweep", "--dry-run") == (GOOD, "")
    assert default_storage.exists("ab/stray.jpg")

    assert run("media", "--sweep") == (GOOD, "")
    assert not default_storage.exists("ab/stray.jpg")
    assert not storages["originals"].exists("cd/stray.raw")


def test_files_of_an_upload_that_runs_now_are_no_orphans(photo):
    default_storage.save("ab/new.jpg", ContentFile(b"x"))

    assert run("media", "--sweep") == (GOOD, "")
    assert default_storage.exists("ab/new.jpg")


def test_replaced_files_are_swept_a_day_after(photo, clock):
    old = photo.crop("1x1")[0].name
    desk.set_focus(photo, by=photo.owner, x=0.1, y=0.1)

    run("media", "--sweep")
    assert default_storage.exists(old)

    clock.shift(25 * 3600)
    run("media", "--sweep", "--dry-run")
    assert default_storage.exists(old)

    run("media", "--sweep")
    assert not default_storage.exists(old)
    assert not RetiredFile.objects.filter(name=old).exists()


def test_without_a_subject_all_are_repaired(photo):
    build.live(photo.owner)
    SitemapMonth.objects.all().delete()
    engine().clear()
    Rendition.objects.filter(shape="whole").update(recipe="old")

    said, complaints = run("--by", "chief", "--processes", "1")

    assert said.splitlines() == [
        "1 month counted.",
        "1 edition can be found.",
        "1 photo got new files.",
        GOOD,
    ]
    assert complaints == ""


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(photo):
    build.live(photo.owner)
    SitemapMonth.objects.all().delete()
    SearchWord.objects.all().delete()
    Rendition.objects.filter(shape="whole").update(recipe="old")

    said, _ = run("--dry-run")

    assert said.splitlines() == [
        "1 month would be counted.",
        "1 edition would be indexed.",
        "1 photo would get new files.",
        GOOD,
    ]
    assert not SitemapMonth.objects.exists()
    assert not SearchWord.objects.exists()
    assert Rendition.objects.filter(recipe="old").exists()


def test_nothing_is_begun_where_nobody_is_named_for_the_renditions(photo):
    build.live(photo.owner)
    SitemapMonth.objects.all().delete()

    assert run()[0].startswith("Renditions need --by USER")
    assert not SitemapMonth.objects.exists()


def test_an_unknown_subject_is_refused_by_a_sentence():
    assert (
        run("search", "month")[0] == "month is none of months, search, renditions, media."
    )


def test_a_subject_that_fails_hinders_no_other(photo):
    Rendition.objects.update(recipe="old")
    storages["originals"].delete(photo.original.name)
    printed = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command(
            *(
                "repair",
                "renditions",
                "media",
                "months",
                "--by",
                "chief",
                "--processes",
                "1",
            ),
            stdout=printed,
            stderr=StringIO(),
        )

    assert str(refusal.value).splitlines() == [
        "1 photo could not be renewed: see above.",
        "1 file missing, changed or orphaned: see above.",
    ]
    assert printed.getvalue() == "0 months counted.\n"


def test_the_doctor_finds_nothing_to_repair_in_a_newsroom_that_is_well(photo):
    build.live(photo.owner)

    for check in (derived.months, derived.search, derived.renditions, derived.media):
        assert check() is None


@pytest.mark.parametrize("subject", ["months", "search", "renditions", "media"])
def test_the_doctor_names_the_subject_to_repair(photo, subject):
    build.live(photo.owner)
    match subject:
        case "months":
            SitemapMonth.objects.all().delete()
        case "search":
            engine().clear()
        case "renditions":
            Rendition.objects.filter(shape="whole").update(recipe="old")
        case "media":
            storages["originals"].delete(photo.original.name)

    assert f"run manage.py repair {subject}" in getattr(derived, subject)()
