"""Each photo of a story on a page of its own."""

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import desk
from articles.pages.story.pictures import photo_url
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


@pytest.fixture
def photos(chief):
    return [
        build.photo(chief, caption=f"Caption {n}", credit=f"Credit {n}") for n in range(4)
    ]


@pytest.fixture
def edition(chief, photos):
    """Lead, one in the text, two in the gallery: in this order."""
    lead, figure, *gallery = photos
    body = f'<p>One.</p><figure data-photo="{figure.pk}"></figure>'
    shots = [(photo, "") for photo in gallery]
    return build.live(
        chief, at=build.an_hour_ago(), lead_photo=lead, body=body, gallery=shots
    )


def answer(client, address: str) -> tuple[int, str | None]:
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


def words(client, address: str) -> list[str]:
    page = lxml.html.fromstring(client.get(address).content.decode())
    found = page.xpath(
        "//span[@class='photo-number' or @class='caption' or @class='credit']"
    )
    return [element.text_content() for element in found]


def ways(client, address: str) -> dict[str, str]:
    page = lxml.html.fromstring(client.get(address).content.decode())
    return {a.get("rel"): a.get("href") for a in page.xpath("//nav[@class='photo-nav']/a")}


def test_every_picture_of_a_story_leads_to_its_page(client, edition, photos):
    page = lxml.html.fromstring(client.get(edition.get_absolute_url()).content.decode())

    links = [link.get("href") for link in page.xpath("//figure/a")]

    assert links == [photo_url(edition, photo.pk) for photo in photos]


def test_it_says_its_place_its_caption_and_its_credit(client, edition, photos):
    said = words(client, photo_url(edition, photos[2].pk))

    assert said == ["3 of 4", "Caption 2", "Photo: Credit 2"]


def test_it_leads_to_the_one_before_and_the_one_after(client, edition, photos):
    first, second, third, last = [photo_url(edition, photo.pk) for photo in photos]

    assert ways(client, first) == {"next": second}
    assert ways(client, second) == {"prev": first, "next": third}
    assert ways(client, last) == {"prev": third}


def test_it_shows_the_whole_picture_and_is_in_no_search_engine(client, edition, photos):
    page = client.get(photo_url(edition, photos[1].pk)).content.decode()

    assert f'src="{photos[1].files[-1].get_absolute_url()}"' in page
    assert '<meta name="robots" content="noindex">' in page and "canonical" not in page


def test_a_link_to_it_is_shared_with_its_own_picture(client, edition, photos):
    page = lxml.html.fromstring(
        client.get(photo_url(edition, photos[3].pk)).content.decode()
    )

    (image,) = page.xpath("//meta[@property='og:image']/@content")

    assert image.endswith(photos[3].crop("16x9")[-1].get_absolute_url())


def test_a_stopped_photo_is_gone_and_the_others_close_up(client, edition, photos, chief):
    addresses = [photo_url(edition, photo.pk) for photo in photos]
    desk.stop_photo(photos[1], by=chief, reason="Rights")

    gone = client.get(addresses[1])

    assert (gone.status_code, gone["Cache-Control"]) == (
        410,
        "public, max-age=5, must-revalidate",
    )
    assert "Caption" not in gone.content.decode() and "/media/" not in gone.content.decode()
    assert words(client, addresses[2]) == ["2 of 3", "Caption 2", "Photo: Credit 2"]
    assert ways(client, addresses[2]) == {"prev": addresses[0], "next": addresses[3]}


def test_a_photo_allowed_again_is_back_at_its_address(client, edition, photos, chief):
    desk.stop_photo(photos[1], by=chief, reason="Rights")
    desk.allow_photo(photos[1], by=chief, reason="Settled")

    assert words(client, photo_url(edition, photos[1].pk))[0] == "2 of 4"


def test_a_wrong_address_leads_to_the_right_one(client, edition, photos):
    address = photo_url(edition, photos[0].pk)

    asked = f"/elsewhere/{edition.article_id}-other-words/photo/{photos[0].pk}/"

    assert answer(client, asked) == (301, address)


def test_a_photo_that_the_story_never_showed_is_not_found(client, edition, chief):
    other = build.photo(chief)

    assert answer(client, photo_url(edition, other.pk)) == (404, None)


def test_a_photo_that_a_newer_edition_dropped_leads_to_the_story(
    client, edition, photos, chief
):
    revision = build.edited(edition.article, chief, gallery=[])
    newer = desk.refile(edition.article, revision=revision, by=chief)

    asked = answer(client, photo_url(newer, photos[3].pk))

    assert asked == (302, newer.get_absolute_url())


def test_a_photo_of_the_desk_copy_alone_is_not_found(client, edition, chief):
    new = build.photo(chief)
    build.edited(edition.article, chief, gallery=[(new, "")])

    assert answer(client, photo_url(edition, new.pk)) == (404, None)


def test_a_photo_of_a_draft_is_not_found(client, chief, photos):
    story = build.article(chief, lead_photo=photos[0])

    asked = f"/ict-materials/{story.pk}-x/photo/{photos[0].pk}/"

    assert answer(client, asked) == (404, None)


def test_on_hold_its_photos_lead_to_the_story(client, edition, photos, chief):
    desk.hold(edition.article, by=chief, reason="Doubt")

    asked = answer(client, photo_url(edition, photos[0].pk))

    assert asked == (302, edition.get_absolute_url())


def test_a_withdrawn_story_takes_its_photos_along(client, edition, photos, chief):
    desk.withdraw(edition.article, by=chief, outcome="notice", reason="It was forged.")

    response = client.get(photo_url(edition, photos[0].pk))

    assert response.status_code == 410
    assert "It was forged." in response.content.decode()
    assert "/media/" not in response.content.decode()


def test_many_photos_cost_no_more_queries_than_one(client, chief):
    alone = build.live(chief, lead_photo=build.photo(chief))
    shots = [(build.photo(chief), "") for _ in range(12)]
    many = build.live(chief, gallery=shots)
    pages = [photo_url(alone, alone.lead_photo.pk), photo_url(many, shots[5][0].pk)]

    def asked(address: str) -> int:
        client.get(address)  # The process knows the site from now on.
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert [asked(address) for address in pages] == [4, 4]
