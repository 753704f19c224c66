from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import desk
from articles.models import Photo
from newsroom.audit.models import AuditEntry
from tests import build

from .typing_in import told


def address(name, photo):
    return reverse(f"admin:articles_photo_{name}", args=[photo.pk])


def post(client, photo, **typed):
    return client.post(address("crops", photo), typed, follow=True)


def test_the_focal_point_is_set_in_hundredths(at_desk, editor):
    photo = build.photo()

    post(at_desk(editor), photo, act="focus", x="25", y="80.5")

    photo.refresh_from_db()
    assert (photo.focus_x, photo.focus_y, photo.focus_set) == (0.25, 0.805, True)


def test_a_crop_is_set_by_hand_and_given_back_to_the_focal_point(at_desk, editor):
    photo, client = build.photo(), at_desk(editor)

    post(client, photo, act="crop", shape="1x1", left="90", top="0", width="50")
    photo.refresh_from_db()
    assert photo.crops == {"1x1": [0.5, 0.0, 0.5, 0.75]}

    post(client, photo, act="follow", shape="1x1")
    photo.refresh_from_db()
    assert photo.crops == {}


def test_a_crop_higher_than_the_picture_is_made_to_fit(at_desk, editor):
    photo = build.photo()

    post(at_desk(editor), photo, act="crop", shape="1x1", left="0", top="0", width="100")

    photo.refresh_from_db()
    assert photo.crops["1x1"][3] == 1


def test_numbers_that_are_none_are_refused_with_a_sentence(at_desk, editor):
    photo, client = build.photo(), at_desk(editor)

    assert told(post(client, photo, act="focus", x="300", y="nan")) == [
        "The numbers go from 0 to 100."
    ]
    assert told(post(client, photo, act="crop", shape="9x9")) == [
        "The numbers go from 0 to 100."
    ]
    assert Photo.objects.get().version == 1


def test_a_better_file_takes_the_place_of_the_picture(at_desk, editor):
    photo, client = build.photo(title="Hall"), at_desk(editor)
    file = SimpleUploadedFile("hall.jpg", build.picture((900, 600)), "image/jpeg")

    client.post(address("replace", photo), {"file": file, "began_from": photo.version})

    photo.refresh_from_db()
    assert (photo.title, photo.width, photo.past_originals.count()) == ("Hall", 900, 1)


def test_two_better_files_at_once_lose_nothing(at_desk, editor):
    photo, client = build.photo(), at_desk(editor)
    began = photo.version
    desk.replace_photo(photo, build.picture((900, 600)), by=editor)
    file = SimpleUploadedFile("hall.jpg", build.picture((1200, 800)), "image/jpeg")

    shown = client.post(address("replace", photo), {"file": file, "began_from": began})

    assert "Someone else saved this photo" in shown.context["form"].non_field_errors()[0]
    assert Photo.objects.get().width == 900


def test_the_original_is_given_to_the_photo_desk_and_that_is_on_the_record(at_desk):
    data, by = build.picture(), build.person("Photo desk")
    photo = desk.add_photo(data, by=by, name="hall.jpg")

    answer = at_desk(by).get(address("original", photo))

    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"] == 'attachment; filename="hall.jpg"'
    assert answer["Content-Type"] == "application/octet-stream"
    entry = AuditEntry.objects.get(action="original_seen")
    assert (entry.actor_id, entry.about_id) == (by.pk, str(photo.pk))


def test_what_a_person_may_not_do_is_refused_and_not_offered(at_desk, reporter):
    photo, client = build.photo(), at_desk(reporter)
    names = ("crops", "replace", "original")

    answers = [client.get(address(name, photo)).status_code for name in names]
    page = client.get(address("change", photo)).content.decode()

    assert answers == [403, 403, 403]
    assert [name for name in names if address(name, photo) in page] == []


def test_an_editor_sees_no_original(at_desk, editor):
    photo = build.photo()

    assert at_desk(editor).get(address("original", photo)).status_code == 403
    assert (
        address("original", photo) not in at_desk(editor).get(address("change", photo)).text
    )
