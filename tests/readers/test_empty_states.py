"""Where there is nothing to show a sentence says so, and there is a way on."""

import pytest
from lxml import html

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
NOTHING = {
    "/": "No story has been published yet. The first one will stand here.",
    "/latest/": "No story has been published yet.",
    "/telecom/": "No story has been published in this section yet.",
    "/tag/itu/": "No published story carries this tag now.",
    "/author/leyla/": "No published story carries this name now.",
    "/authors/": "No author has a published story now.",
    "/language/ru/": "На этом языке ещё ничего не опубликовано.",
    "/archive/": "No story has been published yet.",
    "/archive/2025/": "Nothing was published then.",
    "/archive/2025/11/": "Nothing was published then.",
    "/archive/2025/11/28/": "Nothing was published then.",
    "/corrections/": "There is no correction so far.",
    "/search/?q=fibre": "No results.",
    "/search/?q=%21": "Words in any order are found",
    "/search/": "Words in any order are found",
    "/feeds/?q=fibre": "No feed is called “fibre”.",
    "/about/": "This page has not been written yet.",
}
LISTS = [
    address for address in NOTHING if "?" not in address and address not in ("/", "/about/")
]


@pytest.fixture(autouse=True)
def _a_newsroom_whose_one_story_is_held(clock):
    edition = build.live(
        section=build.section("Telecom"), bylines=[build.author("Leyla")], tags=["ITU"]
    )
    clock.shift(60)
    desk.hold(edition.article, by=build.person("Chief"))


def empty(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    (words,) = page.xpath("//main//*[@class='empty']")
    return page, words


@pytest.mark.parametrize("address", NOTHING)
def test_a_page_with_nothing_to_show_says_so_in_a_sentence(client, address):
    _page, words = empty(client, address)

    assert " ".join(words.text_content().split()).startswith(NOTHING[address])


@pytest.mark.parametrize("address", NOTHING)
def test_it_leads_on_to_pages_that_are_there_and_not_to_itself(client, address):
    _page, words = empty(client, address)
    links = words.xpath(".//a/@href")

    assert links != [] and address not in links
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("address", [*LISTS, "/about/"])
def test_it_is_for_no_search_engine(client, address):
    page, _words = empty(client, address)

    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']") == []


def test_the_front_of_a_new_newsroom_may_be_found(client):
    page, _words = empty(client, "/")

    assert page.xpath("//link[@rel='canonical']/@href") == ["http://localhost:8000/"]


@pytest.mark.parametrize("address", ["/latest/", "/telecom/", "/tag/itu/", "/corrections/"])
def test_beyond_the_last_page_it_says_that_nothing_is_older(client, address):
    _page, words = empty(client, f"{address}?after=0.0&page=2")

    assert words.text_content().split() != []
    assert words.text_content().strip().startswith("No older stories.")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("az", "Hələ heç bir xəbər dərc olunmayıb."), ("ru", "Ещё ничего не опубликовано.")],
)
def test_it_is_said_in_the_sites_language(client, settings, language, sentence):
    settings.SITE_LANGUAGE = language

    _page, words = empty(client, "/latest/")

    assert words.text_content().strip().startswith(sentence)
