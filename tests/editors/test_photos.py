from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Photo
from tests import build

from .typing_in import told

ADD = reverse("admin:articles_photo_add")


def uploaded(client, data, **facts):
    file = SimpleUploadedFile("hall.jpg", data, "image/jpeg")
    facts = {"title": "The hall", "credit": "Ministry", "licence": "staff", **facts}
    return client.post(ADD, {"file": file, **facts}, follow=True)


def test_a_reporter_uploads_a_photo(at_desk, reporter):
    uploaded(at_desk(reporter), build.picture(), caption="Delegates", alt="A hall")

    photo = Photo.objects.get()
    assert (photo.title, photo.credit, photo.owner) == ("The hall", "Ministry", reporter)
    assert photo.renditions.exists()


def test_a_photo_comes_in_without_a_credit_and_says_so_before_publishing(at_desk, reporter):
    uploaded(at_desk(reporter), build.picture(), credit="")

    assert Photo.objects.get().credit == ""


def test_what_is_no_photo_is_refused_with_a_sentence(at_desk, reporter):
    shown = uploaded(at_desk(reporter), b"GIF89a rubbish", title="Kept title")

    assert shown.context["adminform"].form.non_field_errors()
    assert "Kept title" in shown.content.decode()


def test_the_same_picture_is_there_once(at_desk, reporter, clock):
    data, client = build.picture(), at_desk(reporter)
    uploaded(client, data)
    clock.shift(60)

    shown = uploaded(client, data)

    assert Photo.objects.count() == 1
    assert "in the library already" in told(shown)[0]


def test_facts_are_edited_by_owner_and_desk_only(at_desk, reporter):
    photo = build.photo(title="Was")
    url = reverse("admin:articles_photo_change", args=[photo.pk])
    facts = {"title": "Is", "credit": "Ministry", "licence": "staff", "began_from": photo.version}

    assert at_desk(reporter).post(url, facts).status_code == 403
    at_desk(build.person("Photo desk")).post(url, facts)

    photo.refresh_from_db()
    assert photo.title == "Is"


def test_a_photo_is_stopped_with_a_reason(at_desk, editor):
    photo, client = build.photo(), at_desk(editor)
    url = reverse("admin:articles_photo_stop", args=[photo.pk])

    assert "reason" in client.post(url, {}).context["form"].errors
    client.post(url, {"reason": "Rights"})

    photo.refresh_from_db()
    assert photo.ended(timezone.now()) and photo.end_reason == "Rights"


def test_a_reporter_stops_no_photo(at_desk, reporter):
    photo = build.photo(reporter)

    at_desk(reporter).post(
        reverse("admin:articles_photo_stop", args=[photo.pk]), {"reason": "Rights"}
    )

    assert Photo.objects.get().ends_at is None
