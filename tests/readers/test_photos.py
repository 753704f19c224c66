"""Pictures on pages and their files."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return build.photo(build.person("Chief"), caption="The hall", credit="Ministry")


def test_a_figure_has_caption_credit_size_and_widths(client, photo):
    edition = build.live(lead_photo=photo)

    page = client.get(edition.get_absolute_url()).content.decode()

    file = photo.files[-1]
    assert '<span class="caption">The hall</span>' in page
    assert '<span class="credit">Photo: Ministry</span>' in page
    assert f"{file.get_absolute_url()} {file.width}w" in page
    assert f'width="{file.width}" height="{file.height}"' in page


def test_a_stopped_photo_leaves_the_page_and_its_file_answers_410(client, photo):
    body = f'<p>One.</p><figure data-photo="{photo.pk}"></figure><p>Two.</p>'
    edition = build.live(body=body, lead_photo=photo, gallery=[(photo, "")])
    file = photo.files[0].get_absolute_url()
    before = b"".join(client.get(file).streaming_content)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "<img" not in page and "figure" not in page and "The hall" not in page
    assert before.startswith(b"\xff\xd8")
    assert client.get(file).status_code == 410
    assert "<img" not in client.get("/").content.decode()


def test_a_file_can_do_nothing_but_be_a_picture(client, photo):
    response = client.get(photo.files[0].get_absolute_url())

    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=86400, s-maxage=60"
    assert len(b"".join(response.streaming_content)) == photo.files[0].size


def test_a_file_with_a_known_end_is_never_kept_beyond_it(client, photo, clock):
    end = photo.created_at + timedelta(minutes=5)
    desk.stop_photo(photo, by=build.person("Chief"), reason="Licence", at=end)

    response = client.get(photo.files[0].get_absolute_url())

    response.close()
    assert response["Cache-Control"] == "public, max-age=300, s-maxage=60"


@pytest.mark.parametrize(
    "name", ["nothing.jpg", "../private/x.jpg", "a%00.jpg", ".hidden", "é.jpg"]
)
def test_a_name_that_we_did_not_give_is_not_found(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_a_file_in_the_storage_that_is_no_rendition_is_not_served(client):
    default_storage.save("stray.jpg", build.BytesIO(b"secret"))

    assert client.get("/media/stray.jpg").status_code == 404
