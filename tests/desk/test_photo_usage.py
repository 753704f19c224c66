"""Where photos are used, and what becomes of those that are not."""

import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import desk
from articles.models import Edition, Event, Photo, PhotoRevision
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo_desk():
    return build.person("Photo desk", "photo")


def test_every_use_is_named(photo_desk):
    photo, other = build.photo(), build.photo()
    figure = f'<p>One.</p><figure data-photo="{photo.pk}"></figure>'
    draft = build.article(body=figure, lead_photo=photo)
    edition = build.live(gallery=[(photo, "")], lead_photo=other)
    author = build.author("N. Valiyeva", portrait=photo)
    section = build.section("Telecom", picture=photo)

    usage = desk.photo_usage(photo)

    assert dict(usage.desk) == {draft: "lead, text", edition.article: "gallery"}
    assert usage.editions == [edition]
    assert (usage.portraits, usage.sections) == ([author], [section])


def test_a_figure_that_has_left_the_text_is_no_use(photo_desk):
    photo = build.photo()
    story = build.article(body=f'<p>One.</p><figure data-photo="{photo.pk}"></figure>')

    build.edited(story, build.person("Chief"), body="<p>One.</p>")

    assert not desk.photo_usage(photo)


def test_asking_takes_the_same_few_queries_however_often_it_is_used():
    photo, chief = build.photo(), build.person("Chief")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.photo_usage(photo)
        return len(queries)

    build.live(chief, lead_photo=photo)
    once = asked()
    for number in range(30):
        build.article(chief, headline=f"Story {number}", lead_photo=photo)

    assert asked() == once == 7


def test_a_used_photo_is_not_deleted(photo_desk):
    photo = build.photo()
    edition = build.live(lead_photo=photo)
    build.edited(edition.article, build.person("Chief"), lead_photo=None)

    with pytest.raises(desk.WrongState, match="an edition has shown it"):
        desk.delete_photo(photo, by=photo_desk)

    assert Photo.objects.get() == photo


def test_an_unused_photo_goes_with_its_files_and_leaves_a_note(
    photo_desk, django_capture_on_commit_callbacks
):
    photo = build.photo(title="Hall")
    original, files = photo.original.name, [file.name for file in photo.renditions.all()]

    with django_capture_on_commit_callbacks(execute=True):
        desk.delete_photo(photo, by=photo_desk)

    assert not Photo.objects.exists() and not PhotoRevision.objects.exists()
    assert not storages["originals"].exists(original)
    assert [name for name in files if default_storage.exists(name)] == []
    assert Event.objects.first().verb == "delete_photo"


def test_what_a_photo_was_goes_with_it(photo_desk, django_capture_on_commit_callbacks):
    photo = build.photo()
    first, retired = photo.original.name, photo.files[0].name
    desk.replace_photo(photo, build.picture((900, 600)), by=photo_desk)

    with django_capture_on_commit_callbacks(execute=True):
        desk.delete_photo(photo, by=photo_desk)

    assert not storages["originals"].exists(first)
    assert not default_storage.exists(retired)


def test_a_reporter_deletes_own_unused_photos_only():
    reporter = build.person("Reporter")
    own, other = build.photo(reporter), build.photo()

    desk.delete_photo(own, by=reporter)
    with pytest.raises(desk.NotAllowed):
        desk.delete_photo(other, by=reporter)

    assert Photo.objects.get() == other


def test_an_approved_story_whose_photo_has_gone_is_not_published(photo_desk):
    photo, chief = build.photo(), build.person("Chief")
    story, revision = build.approved(chief, lead_photo=photo)
    desk.save(story, by=chief, version=1, changes={"lead_photo": None})
    desk.delete_photo(photo, by=photo_desk)

    with pytest.raises(desk.NotReady, match="no longer in the library"):
        desk.publish(story, revision=revision, by=chief)

    assert not Edition.objects.exists()
