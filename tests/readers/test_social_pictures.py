"""What social cards and search engines are told of a story's picture."""

import json
from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
LARGE = (1600, 1200)


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def take(chief, **facts):
    facts = {"credit": "Newsroom/A. Aliyev", "alt": "A hall", "licence": "staff", **facts}
    return desk.add_photo(build.picture(LARGE), by=chief, **facts)


def read(client, edition) -> tuple[dict, list[dict]]:
    """The Open Graph properties and the images of the linked data."""
    page = lxml.html.fromstring(client.get(edition.get_absolute_url()).content.decode())
    rows = page.xpath("//meta[@property]")
    (article, _crumbs) = page.xpath("//script[@type='application/ld+json']")
    graph = {row.get("property"): row.get("content") for row in rows}
    return graph, json.loads(article.text).get("image", [])


def test_a_social_card_gets_the_wide_crop_with_size_type_and_alternative(client, chief):
    photo = take(chief)

    graph, _ = read(client, build.live(chief, lead_photo=photo))

    file = photo.crop("16x9")[-1]
    assert {key: graph[key] for key in graph if key.startswith("og:image")} == {
        "og:image": "http://localhost:8000" + file.get_absolute_url(),
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "675",
        "og:image:alt": "A hall",
    }


def test_search_engines_get_the_whole_and_three_crops_of_1200_pixels(client, chief):
    _, images = read(client, build.live(chief, lead_photo=take(chief)))

    sizes = [(image["width"], image["height"]) for image in images]
    assert sizes == [(1600, 1200), (1200, 675), (1200, 900), (1200, 1200)]


def test_an_image_says_whose_it_is_and_where_it_is_licensed(client, chief):
    photo = take(chief, creator="Aysel Aliyeva", copyright_notice="© 2025 Newsroom")
    edition = build.live(chief, lead_photo=photo, lead_caption="The hall at noon")

    _, (_whole, image, *_rest) = read(client, edition)

    assert {key: image[key] for key in image if key not in ("url", "contentUrl")} == {
        "@type": "ImageObject",
        "encodingFormat": "image/jpeg",
        "width": 1200,
        "height": 675,
        "caption": "The hall at noon",
        "creditText": "Newsroom/A. Aliyev",
        "creator": {"@type": "Person", "name": "Aysel Aliyeva"},
        "copyrightNotice": "© 2025 Newsroom",
        "license": "http://localhost:8000/terms/",
        "acquireLicensePage": "http://localhost:8000/contact/",
    }


def test_other_pictures_are_told_once_each(client, chief):
    lead, shot = take(chief), take(chief)
    edition = build.live(chief, lead_photo=lead, gallery=[(lead, ""), (shot, "")])

    _, images = read(client, edition)

    named = [image["url"].rpartition("/media/")[2] for image in images]
    crops = [lead.crop(shape)[-1].name for shape in ("whole", "16x9", "4x3", "1x1")]
    assert named == [*crops, shot.crop("4x3")[-1].name]


def test_when_the_lead_has_ended_the_next_picture_stands_for_the_story(
    client, chief, clock
):
    lead, shot = take(chief), take(chief)
    edition = build.live(chief, lead_photo=lead, gallery=[(shot, "")])
    end = timezone.now() + timedelta(hours=1)
    desk.set_rights(lead, by=chief, version=lead.version, licence_until=end)
    clock.shift(timedelta(hours=1))

    graph, images = read(client, edition)

    shapes = ("whole", "16x9", "4x3", "1x1")
    files = [shot.crop(shape)[-1].get_absolute_url() for shape in shapes]
    assert [image["url"].removeprefix("http://localhost:8000") for image in images] == files
    assert graph["og:image"].endswith(files[1])


def test_a_story_whose_pictures_have_all_ended_names_none(client, chief):
    lead = take(chief)
    edition = build.live(chief, lead_photo=lead)
    desk.stop_photo(lead, by=chief, reason="Wrong picture")

    graph, images = read(client, edition)

    assert ([key for key in graph if "image" in key], images) == ([], [])
