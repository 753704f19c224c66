import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.models import Photo
from articles.templatetags.desk import photos_ending
from tests import build
from tests.engines import talking
from tests.engines.camera import encoded
from tests.engines.test_likeness import scene

from .typing_in import fields_of, opened, told

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
    facts = {
        "title": "Is",
        "credit": "Ministry",
        "licence": "staff",
        "began_from": photo.version,
    }

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


def change(photo) -> str:
    return reverse("admin:articles_photo_change", args=[photo.pk])


def test_a_conflict_loses_nothing_and_says_what_is_there_now(at_desk, editor):
    photo, client = build.photo(caption="Hall"), at_desk(editor)
    typed = opened(client, change(photo)) | {"caption": "Mine"}
    desk.save_photo(photo, {"caption": "Theirs"}, by=editor, version=1)

    shown = client.post(change(photo), typed)

    form = shown.context["adminform"].form
    assert "Caption is now “Theirs”." in form.non_field_errors()
    assert form["caption"].value() == "Mine"
    client.post(change(photo), fields_of(form))
    assert Photo.objects.get().caption == "Mine"


def test_the_history_shows_who_changed_what(at_desk, editor):
    photo = build.photo(caption="Hall")
    desk.save_photo(photo, {"caption": "Delegates"}, by=editor, version=1)

    page = at_desk(editor).get(reverse("admin:articles_photo_history", args=[photo.pk]))

    assert [entry["revision"].number for entry in page.context["entries"]] == [2, 1]
    assert "<del>Hall</del><ins>Delegates</ins>" in page.content.decode()


def test_where_it_was_taken_is_shown_to_the_photo_desk_alone(at_desk, editor):
    data = talking.jpeg(exif=talking.noted())
    photo = desk.add_photo(data, by=editor, credit="Ministry")

    def shown(person) -> bool:
        return "-40.37500" in at_desk(person).get(change(photo)).content.decode()

    assert (shown(build.person("Photo desk")), shown(editor)) == (True, False)


def test_the_page_says_where_a_photo_is_used_and_names_no_story_of_others(
    at_desk, reporter
):
    photo = build.photo(reporter)
    story = build.article(lead_photo=photo, headline="Secret words")

    page = at_desk(reporter).get(change(photo)).content.decode()

    assert f"story {story.pk}" in page and "Secret words" not in page


def test_a_look_alike_is_shown_before_anything_else(at_desk, reporter):
    client, first = at_desk(reporter), encoded(scene(1), "JPEG")
    uploaded(client, first)
    shown = uploaded(client, encoded(scene(1).resize((480, 320)), "JPEG"))
    old, new = Photo.objects.order_by("pk")
    assert [other["photo"] for other in shown.context["others"]] == [old]

    client.post(
        reverse("admin:articles_photo_duplicates", args=[new.pk]),
        {"choice": "use", "other": old.pk},
    )

    assert Photo.objects.get() == old


def test_the_new_picture_takes_the_place_of_its_look_alike(at_desk):
    client, by = at_desk(build.person("Photo desk")), build.person("Chief")
    facts = {"credit": "Ministry", "alt": "A hall", "licence": "staff"}
    small = encoded(scene(1).resize((480, 320)), "JPEG")
    old = desk.add_photo(small, by=by, title="Hall", **facts)
    uploaded(client, encoded(scene(1), "JPEG"))
    new = Photo.objects.latest("pk")

    url = reverse("admin:articles_photo_duplicates", args=[new.pk])
    client.post(url, {"choice": "replace", "other": old.pk})

    only = Photo.objects.get()
    assert (only.pk, only.title, only.width) == (old.pk, "Hall", 960)


def test_an_unused_photo_is_deleted_after_asking(at_desk):
    photo, client = build.photo(), at_desk(build.person("Photo desk"))
    url = reverse("admin:articles_photo_delete_unused", args=[photo.pk])

    client.get(url)
    assert Photo.objects.exists()
    client.post(url)
    assert not Photo.objects.exists()


def test_a_stop_is_lifted_by_the_photo_desk(at_desk, editor):
    photo = build.photo()
    desk.stop_photo(photo, by=editor, reason="Being checked")
    url = reverse("admin:articles_photo_allow", args=[photo.pk])

    at_desk(editor).post(url, {"reason": "Checked"})
    assert Photo.objects.get().stopped_at is not None
    at_desk(build.person("Photo desk")).post(url, {"reason": "Checked"})

    assert Photo.objects.get().stopped_at is None


def test_the_desk_is_told_a_week_ahead_which_stories_lose_a_photo(at_desk, clock):
    person = build.person("Photo desk")
    photo, later = build.photo(title="Hall"), build.photo()
    story = build.live(lead_photo=photo, gallery=[(later, "")]).article
    for each, days in ((photo, 6), (later, 8)):
        end = timezone.now() + timedelta(days=days)
        desk.set_rights(each, by=person, version=1, licence_until=end)

    losses = photos_ending(person)

    assert [(loss.story, loss.photo) for loss in losses] == [(story, photo)]
    assert photos_ending(build.person("Legal")) is None
    page = at_desk(person).get("/admin/").content.decode()
    assert "on 4 December 2025 19:02 (UTC +04:00)" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.real_time
@pytest.mark.parametrize("page", ["add", "change"])
def test_others_save_while_pictures_are_made(at_desk, monkeypatch, page):
    chief = build.person("Chief")
    photo = build.photo(chief)
    rendered, saved = desk.photos.rendition_files.render, []

    def save_meanwhile():
        build.article(chief)
        saved.append("saved")
        connection.close()

    def render(*args, **kwargs):
        meanwhile = threading.Thread(target=save_meanwhile)
        meanwhile.start()
        meanwhile.join(10)
        saved.append("rendered")
        return rendered(*args, **kwargs)

    monkeypatch.setattr(desk.photos.rendition_files, "render", render)
    client = at_desk(chief)
    if page == "add":
        uploaded(client, build.picture())
    else:
        address = reverse("admin:articles_photo_change", args=[photo.pk])
        client.post(address, opened(client, address) | {"credit": "Agency"})

    assert saved == ["saved", "rendered"]


def test_facts_are_saved_where_their_files_cannot_be(at_desk, monkeypatch):
    chief = build.person("Chief")
    photo = build.photo(chief)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    client = at_desk(chief)
    typed = opened(client, address) | {"credit": "Agency"}
    monkeypatch.setattr(
        "os.replace", lambda *names: (_ for _ in ()).throw(OSError(28, "Full"))
    )

    answer = client.post(address, typed, follow=True)

    assert Photo.objects.get().credit == "Agency"
    assert told(answer)[0].startswith("Saved. Its files could not be made again now")
