"""Photos in two buckets, over the real protocol of S3, and what happens when it is gone."""

import io
import secrets
import socket
import time
import urllib.request

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from moto.server import ThreadedMotoServer

from articles import desk
from articles.models import Photo, Rendition
from newsroom.config.photo_storages import buckets as buckets_of
from newsroom.config.photo_storages import photo_storages
from newsroom.health import readiness
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.real_time]
PLACE = {"LocationConstraint": "eu-central-1"}


@pytest.fixture(scope="module")
def s3():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def use(settings):
    """Configures the storages as a process with this MEDIA_S3 does."""

    def use(address):
        settings.MEDIA_S3 = buckets_of(address)
        settings.STORAGES = settings.STORAGES | photo_storages(
            settings.MEDIA_ROOT, "/media/", settings.MEDIA_S3
        )

    return use


@pytest.fixture
def buckets(s3, use):
    """Two new ones, by name."""
    public, private = (f"{kind}-{secrets.token_hex(4)}" for kind in ("public", "private"))
    client = boto3.client("s3", endpoint_url=f"http://{s3}", **KEYS)
    for name in (public, private):
        client.create_bucket(Bucket=name, CreateBucketConfiguration=PLACE)
    use(f"http://key:secret@{s3}/{public}+{private}?region=eu-central-1")
    return client, public, private


KEYS = {
    "aws_access_key_id": "key",
    "aws_secret_access_key": "secret",
    "region_name": "eu-central-1",
}


@pytest.fixture
def down(use):
    """A storage that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use(f"http://key:secret@127.0.0.1:{silent.getsockname()[1]}/public+private")
        assert storages["originals"].client  # made at the first photo, once for the process
        yield


def keys(client, bucket):
    return {one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", ())}


def test_public_files_and_originals_lie_in_their_own_buckets(buckets, client):
    s3, public, private = buckets
    photo = build.photo()

    names = {row.name for row in photo.renditions.all()}
    head = s3.head_object(Bucket=public, Key=photo.files[0].name)

    assert keys(s3, public) == names
    assert keys(s3, private) == {photo.original.name}
    assert head["CacheControl"] == "public, max-age=60"
    assert head["ContentType"] == "image/jpeg"


def test_readers_get_them_at_our_own_address_until_they_end(buckets, client):
    photo = build.photo()
    row = photo.files[0]

    whole = client.get(row.get_absolute_url())
    part = client.get(row.get_absolute_url(), headers={"Range": "bytes=0-1"})
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")
    ended = client.get(row.get_absolute_url())

    assert (whole.status_code, len(b"".join(whole.streaming_content))) == (200, row.size)
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"\xff\xd8")
    assert (ended.status_code, ended.content) == (410, b"")


def test_an_original_is_saved_by_an_address_of_a_minute(buckets, client):
    data = build.picture()
    photo = desk.add_photo(
        data, by=build.person("Photo desk"), name="DSC 1.JPG", credit="X"
    )
    client.force_login(build.person("Photo desk"))

    answer = client.get(reverse("admin:articles_photo_original", args=[photo.pk]))

    assert answer.status_code == 302
    assert "X-Amz-Expires=60&" in answer["Location"] and "secret" not in answer["Location"]
    with urllib.request.urlopen(answer["Location"]) as saved:
        assert saved.read() == data
        assert saved.headers["Content-Disposition"] == 'attachment; filename="DSC 1.JPG"'
    with pytest.raises(ValueError, match="no public address"):
        storages["originals"].url(photo.original.name)


def test_all_care_works_on_buckets_too(buckets):
    s3, public, _ = buckets
    photo = build.photo()
    desk.replace_photo(
        photo, build.picture(), by=build.person("Chief"), version=photo.version
    )
    assert call_command("repair", "media") == "Every file is there and as it was written."

    missing, changed = photo.renditions.all()[:2]
    s3.delete_object(Bucket=public, Key=missing.name)
    s3.put_object(Bucket=public, Key=changed.name, Body=b"other")
    said = io.StringIO()
    with pytest.raises(CommandError, match="2 files missing, changed"):
        call_command("repair", "media", stderr=said)

    assert f"missing: public/{missing.name}" in said.getvalue()
    assert f"changed: public/{changed.name}" in said.getvalue()
    assert readiness.storage() is None


def test_a_deleted_photo_leaves_both_buckets(buckets, django_capture_on_commit_callbacks):
    s3, public, private = buckets
    photo = build.photo()

    with django_capture_on_commit_callbacks(execute=True):
        desk.delete_photo(photo, by=build.person("Chief"))

    assert (keys(s3, public), keys(s3, private)) == (set(), set())


def test_stories_are_read_while_the_storage_is_down(client, use):
    photo = build.photo()
    edition = build.live(lead_photo=photo)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    use(f"http://key:secret@127.0.0.1:{port}/public+private")

    page = client.get(edition.get_absolute_url())
    file = client.get(photo.files[0].get_absolute_url())

    assert page.status_code == 200
    assert photo.files[0].get_absolute_url() in page.content.decode()
    assert (file.status_code, file["Retry-After"], file["Cache-Control"]) == (
        503,
        "15",
        "no-store",
    )


def test_an_upload_is_refused_in_words_within_five_seconds(client, down):
    client.force_login(build.person("Photo desk"))
    file = SimpleUploadedFile("hall.jpg", build.picture(), "image/jpeg")
    began = time.monotonic()

    answer = client.post(
        reverse("admin:articles_photo_add"),
        {"file": file, "title": "The hall", "credit": "Ministry", "licence": "staff"},
    )

    assert time.monotonic() - began < 5
    assert answer.status_code == 200
    said = "The storage of photos does not answer; nothing was saved."
    assert said in answer.content.decode()
    assert (Photo.objects.count(), Rendition.objects.count()) == (0, 0)


def test_nothing_is_half_saved_where_public_files_are_refused(buckets):
    s3, public, private = buckets
    s3.delete_bucket(Bucket=public)

    with pytest.raises(desk.StorageFailed, match="does not answer; nothing was saved"):
        build.photo()

    assert keys(s3, private) == set()
    assert (Photo.objects.count(), Rendition.objects.count()) == (0, 0)
    assert readiness.storage() == "Photos cannot be stored (default): The bucket refuses."


@pytest.mark.parametrize(
    "address",
    [
        "key:secret@host/a+b",
        "http://key:hush@s3.example/public+private",
        "https://key:hush@s3.example/public",
        "https://key:hush@s3.example/same+same",
        "https://key@s3.example/public+private",
        "https://key:hush@s3.example/PUBLIC+private",
    ],
)
def test_a_wrong_address_is_refused_without_its_secret(use, address):
    with pytest.raises(ImproperlyConfigured, match=r"^MEDIA_S3 must be https:") as refused:
        use(address)

    assert "hush" not in str(refused.value)
