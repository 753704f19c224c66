"""Every page below the front says where it stands, in the same words to readers and machines."""

import json

import pytest
from django.utils import timezone
from lxml import html

from tests import build

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
FRONT = ("Home", f"{SITE}/")
ARCHIVE = ("Archive", f"{SITE}/archive/")
YEAR, MONTH = ("2025", f"{SITE}/archive/2025/"), ("November", f"{SITE}/archive/2025/11/")
AUTHORS = ("Authors", f"{SITE}/authors/")
WAYS = {
    "/ict-materials/": [FRONT, "ICT Materials"],
    "/tag/itu/": [FRONT, "ITU"],
    "/author/ingilab-mammadov/": [FRONT, AUTHORS, "Ingilab Mammadov"],
    "/authors/": [FRONT, "Authors"],
    "/latest/": [FRONT, "Latest news"],
    "/language/en/": [FRONT, "English"],
    "/archive/": [FRONT, "Archive"],
    "/archive/2025/": [FRONT, ARCHIVE, "2025"],
    "/archive/2025/11/": [FRONT, ARCHIVE, YEAR, "November 2025"],
    "/archive/2025/11/28/": [FRONT, ARCHIVE, YEAR, MONTH, "28 November 2025"],
    "/feeds/": [FRONT, "Feeds"],
}


def read(client, address: str):
    return html.fromstring(client.get(address).content.decode())


def shown(page) -> list:
    (nav,) = page.xpath("//nav[@class='crumbs']")
    return [
        (item[0].text, SITE + item[0].get("href")) if len(item) else item.text
        for item in nav.iter("li")
    ]


def said(page) -> list[tuple[str, str]]:
    found = map(json.loads, page.xpath("//script[@type='application/ld+json']/text()"))
    (way,) = [data for data in found if data["@type"] == "BreadcrumbList"]
    return [(item["name"], item["item"]) for item in way["itemListElement"]]


@pytest.mark.parametrize("address", WAYS)
def test_a_page_shows_the_way_to_it_and_says_the_same_to_machines(client, address):
    build.live(tags=["ITU"])

    page = read(client, address)

    *above, here = WAYS[address]
    assert shown(page) == [*above, here]
    assert said(page) == [*above, (here, SITE + address)]
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=word", "/feeds/?q=x", "/about/"]
)
def test_a_page_that_search_engines_leave_out_shows_its_way_and_says_none(client, address):
    page = read(client, address)

    assert shown(page)[0] == FRONT
    assert page.xpath("//script[@type='application/ld+json']") == []
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_page_further_on_has_its_number_in_the_title_and_leads_both_ways(client):
    for number in range(95):
        build.live(headline=f"Story {number}", at=timezone.now())
    addresses = ["/latest/"]
    for _ in range(3):
        addresses.append("/latest/" + client.get(addresses[-1]).context["page"].older)

    pages = [read(client, address) for address in addresses]

    titles = [page.findtext(".//title") for page in pages]
    assert titles[0] == "Latest news — Newsroom"
    assert titles[3] == "Latest news – page 4 — Newsroom"
    before = [page.xpath("//a[@rel='prev']/@href") for page in pages]
    assert before == [[], *([address] for address in addresses[:3])]
    after = [page.xpath("//a[@rel='next']/@href") for page in pages]
    assert after == [*([address] for address in addresses[1:]), []]
