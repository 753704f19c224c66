"""Cards, metadata and section heads when a photo ends."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def test_a_card_takes_the_next_allowed_picture(client, chief):
    lead, second, third = (build.photo(chief) for _ in range(3))
    figure = f'<p>One.</p><figure data-photo="{second.pk}"></figure>'
    build.live(chief, lead_photo=lead, gallery=[(third, "")], body=figure)
    shown = [photo.crop("16x9")[0].name for photo in (lead, second, third)]

    def seen() -> list[bool]:
        page = client.get("/ict-materials/").content.decode()
        return [name in page for name in shown]

    assert seen() == [True, False, False]
    desk.stop_photo(lead, by=chief, reason="Wrong picture")
    assert seen() == [False, True, False]
    desk.stop_photo(second, by=chief, reason="Wrong picture")
    assert seen() == [False, False, True]


def test_a_card_without_any_allowed_picture_closes(client, chief):
    lead = build.photo(chief)
    build.live(chief, lead_photo=lead)

    desk.stop_photo(lead, by=chief, reason="Wrong picture")

    assert "<img" not in client.get("/ict-materials/").content.decode()


def test_metadata_takes_the_next_allowed_picture_when_a_licence_ends(client, chief, clock):
    lead, second = build.photo(chief), build.photo(chief)
    edition = build.live(chief, lead_photo=lead, gallery=[(second, "")])
    end = timezone.now() + timedelta(hours=1)
    desk.set_rights(lead, by=chief, version=lead.version, licence_until=end)
    clock.shift(timedelta(hours=1))

    page = client.get(edition.get_absolute_url()).content.decode()

    (named,) = re.findall(r'property="og:image" content="[^"]*/media/([^"]+)"', page)
    assert named in {file.name for file in second.renditions.all()}
    assert [file.name for file in lead.renditions.all() if file.name in page] == []


def test_the_head_of_a_section_shows_its_picture_with_the_credit(client, chief):
    photo = build.photo(chief, credit="Newsroom/S. Guliyeva")
    desk.save_site_object(build.section(), by=chief, changes={"picture": photo})
    before = client.get("/ict-materials/").content.decode()

    desk.stop_photo(photo, by=chief, reason="Wrong picture")

    after = client.get("/ict-materials/").content.decode()
    assert photo.crop("16x9")[0].name in before and "Photo: Newsroom/S. Guliyeva" in before
    assert photo.crop("16x9")[0].name not in after and "Guliyeva" not in after
