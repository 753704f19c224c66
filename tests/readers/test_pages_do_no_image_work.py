"""A reader's page costs no image work: nothing is opened, decoded or looked up on disk."""

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from tests import build

pytestmark = pytest.mark.django_db
LOOKS = ("open", "exists", "size", "listdir", "path", "get_modified_time")


@pytest.fixture
def worked(monkeypatch):
    """Names of what was asked of the storage and of Pillow."""
    worked = []
    for name in LOOKS:
        monkeypatch.setattr(
            FileSystemStorage, name, lambda *asked, n=name: worked.append(n)
        )
    monkeypatch.setattr(Image, "open", lambda *asked, **how: worked.append("decode"))
    return worked


def test_a_cold_page_with_twenty_photos_opens_none(client, worked_later):
    edition, worked = worked_later

    page = client.get(edition.get_absolute_url()).content.decode()

    assert page.count("<img") >= 21
    assert worked == []


@pytest.fixture
def worked_later(request):
    """A story with a lead and twenty photos in its gallery, and then the watch."""
    by = build.person("Chief")
    gallery = [(build.photo(by), "") for _ in range(20)]
    edition = build.live(lead_photo=build.photo(by), gallery=gallery)
    return edition, request.getfixturevalue("worked")
