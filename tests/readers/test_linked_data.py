"""What a story's head says to search engines beyond what every format says."""

import json
import re

import pytest
from lxml import html

from tests import build

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def head(client, edition):
    page = html.fromstring(client.get(edition.get_absolute_url()).content.decode())
    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    return page, *map(json.loads, scripts)


def test_the_picture_comes_whole_and_in_the_three_crops(client):
    photo = build.photo()
    photo.renditions.exclude(shape="whole").delete()
    for shape, height in (("16x9", 675), ("4x3", 900), ("1x1", 1200)):
        facts = {"name": f"aa/{shape}.jpg", "shape": shape, "width": 1200, "height": height}
        photo.renditions.create(size=9, **facts)
    _, article, _ = head(client, build.live(lead_photo=photo))
    whole = photo.files[-1]
    assert [(image["width"], image["height"]) for image in article["image"]] == [
        (whole.width, whole.height), (1200, 675), (1200, 900), (1200, 1200),
    ]  # fmt: skip


def test_the_publisher_has_a_logo_that_is_there(client):
    _, article, _ = head(client, build.live())
    logo = article["publisher"]["logo"]["url"]
    assert re.fullmatch(rf"{SITE}/static/articles/icon-512(\.\w+)?\.png", logo)
    response = client.get(logo.removeprefix(SITE))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    response.close()


def test_the_way_to_a_story_is_that_of_its_crumbs(client):
    page, _, crumbs = head(client, build.live())
    links = [
        (a.text, SITE + a.get("href"))
        for a in page.find(".//nav[@class='crumbs']").iter("a")
    ]
    said = [(item["name"], item["item"]) for item in crumbs["itemListElement"]]
    assert (
        said == links == [("Home", f"{SITE}/"), ("ICT Materials", f"{SITE}/ict-materials/")]
    )


def test_one_canonical_address_one_language_and_large_previews(client):
    edition = build.live(language="az")
    page, _, _ = head(client, edition)
    canonical = page.xpath("//link[@rel='canonical']/@href")
    robots = page.xpath("//meta[@name='robots']/@content")
    languages = {page.get("lang"), page.find(".//article").get("lang")}
    assert canonical == [SITE + edition.get_absolute_url()]
    assert (robots, languages) == (["max-image-preview:large"], {"az"})


def test_no_call_to_action_and_no_list_stand_inside_the_story(client):
    build.live(headline="Another")
    page, *_ = head(client, build.live(tags=["ITU"]))
    (article,) = page.iter("article")
    assert article.xpath(".//aside|.//nav|.//form") == []
    assert "Another" not in article.text_content()


def said(client, address: str) -> dict:
    page = html.fromstring(client.get(address).content.decode())
    found = map(json.loads, page.xpath("//script[@type='application/ld+json']/text()"))
    return {data["@type"]: data for data in found}


@pytest.mark.parametrize(
    "address",
    ["/ict-materials/", "/tag/itu/", "/latest/", "/language/az/", "/archive/2025/11/28/"],
)
def test_a_list_is_a_collection_of_the_stories_it_shows(client, address):
    edition = build.live(language="az", tags=["ITU"])

    data = said(client, address)["CollectionPage"]

    assert (data["url"], data["isPartOf"]["url"]) == (SITE + address, f"{SITE}/")
    assert data["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": SITE + edition.get_absolute_url()}
    ]
    assert data["inLanguage"] == ("az" if address == "/language/az/" else "en")


def test_the_front_is_the_site_and_says_how_it_is_searched(client):
    build.live(headline="Operators share masts")

    data = said(client, "/")["WebSite"]

    assert (data["name"], data["url"]) == ("Newsroom", f"{SITE}/")
    template = data["potentialAction"]["target"]["urlTemplate"]
    search = template.removeprefix(SITE).replace("{search_term_string}", "masts")
    assert "Operators share" in client.get(search).content.decode()
