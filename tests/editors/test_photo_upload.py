from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.desk.photos import rendition_files as desk_files
from articles.imaging import upload_limit
from articles.models import Photo
from tests import build
from tests.engines.camera import encoded
from tests.engines.test_likeness import scene

UPLOAD = reverse("admin:articles_photo_upload")


def file(data, name):
    return SimpleUploadedFile(name, data, "image/jpeg")


def sent(client, *files, **facts):
    return client.post(UPLOAD, {"files": files, **facts})


def test_one_bad_file_of_four_is_named_and_the_others_are_kept(at_desk, reporter):
    files = [file(build.picture(), f"hall{number}.jpg") for number in range(3)]

    shown = sent(
        at_desk(reporter), files[0], file(b"not a picture", "notes.jpg"), *files[1:]
    )

    said = [(upload.name, bool(upload.photo)) for upload in shown.context["uploads"]]
    assert said == [
        ("hall0.jpg", True),
        ("notes.jpg", False),
        ("hall1.jpg", True),
        ("hall2.jpg", True),
    ]
    assert "<strong>notes.jpg</strong> was not uploaded." in shown.content.decode()
    assert Photo.objects.count() == 3


def test_credit_and_licence_hold_for_files_that_say_none(at_desk, reporter):
    sent(
        at_desk(reporter),
        file(build.picture(), "a.jpg"),
        credit="Ministry",
        licence="handout",
    )

    photo = Photo.objects.get()
    assert (photo.credit, photo.licence, photo.original_name) == (
        "Ministry",
        "handout",
        "a.jpg",
    )


def test_a_credit_is_written_into_files_that_are_made_once(at_desk, reporter, monkeypatch):
    made = []
    render = desk_files.render
    monkeypatch.setattr(
        desk_files, "render", lambda *a, **k: made.append(1) or render(*a, **k)
    )

    sent(at_desk(reporter), file(build.picture(), "a.jpg"), credit="Ministry")

    photo = Photo.objects.get()
    assert (
        len(made),
        photo.version,
        desk_files.outdated(photo, desk_files.source_of(photo)),
    ) == (
        1,
        1,
        [],
    )


def test_a_script_is_answered_with_the_picture(at_desk, reporter):
    client = at_desk(reporter)
    client.defaults["HTTP_ACCEPT"] = "application/json"

    taken = sent(client, file(build.picture(), "hall.jpg"))
    refused = sent(client, file(b"no", "notes.jpg"))

    photo = Photo.objects.get()
    assert taken.json()["photo"] == photo.pk
    assert photo.files[0].get_absolute_url() in taken.json()["html"]
    assert (refused.status_code, refused.json()["ok"]) == (422, False)
    assert sent(client).status_code == 400


def test_a_file_over_the_limit_is_thrown_away_and_named(at_desk, reporter, monkeypatch):
    good = build.picture()
    monkeypatch.setattr(upload_limit, "MAX_BYTES", 100_000)
    huge = file(BytesIO(b"x" * 300_000).getvalue(), "huge.tif")

    shown = sent(at_desk(reporter), huge, file(good, "hall.jpg"))

    said = {upload.name: bool(upload.photo) for upload in shown.context["uploads"]}
    assert said == {"hall.jpg": True, "huge.tif": False}


def test_the_long_form_names_a_file_over_the_limit_too(at_desk, reporter, monkeypatch):
    monkeypatch.setattr(upload_limit, "MAX_BYTES", 100)

    shown = at_desk(reporter).post(
        reverse("admin:articles_photo_add"), {"file": file(b"x" * 300, "huge.jpg")}
    )

    errors = shown.context["adminform"].form.non_field_errors()
    assert errors == ["huge.jpg has more than 25 MB: export it smaller."]


def test_a_look_alike_is_offered_beside_the_new_picture(at_desk, reporter):
    client = at_desk(reporter)
    sent(client, file(encoded(scene(1), "JPEG"), "large.jpg"))

    shown = sent(client, file(encoded(scene(1).resize((480, 320)), "JPEG"), "small.jpg"))

    new = Photo.objects.latest("pk")
    assert (
        reverse("admin:articles_photo_duplicates", args=[new.pk]) in shown.content.decode()
    )


def test_legal_brings_nothing_in(at_desk):
    client = at_desk(build.person("Legal"))

    assert sent(client, file(build.picture(), "a.jpg")).status_code == 403
    assert not Photo.objects.exists()
