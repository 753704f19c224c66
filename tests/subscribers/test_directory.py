"""/feeds/ for people, OPML, and how pages point at their feeds."""

import html
import re

import pytest
from lxml import etree

from articles import desk
from articles.feeds import directory
from tests import build

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"


def names(client, query: str = "") -> list[str]:
    page = client.get(f"/feeds/{query}").context
    return [entry.name for _, lines in page["groups"] for entry, _ in lines]


def addresses(client, query: str = "") -> list[str]:
    page = client.get(f"/feeds/{query}").context
    return [address for _, lines in page["groups"] for _, address in lines]


def outlines(client, query: str = "") -> list:
    response = client.get(f"/feeds.opml{query}")
    assert response.status_code == 200
    return etree.fromstring(response.content).xpath("/opml[@version='2.0']/body//outline")


def test_who_has_the_page_is_told_so_until_there_is_another_feed(client):
    build.live()
    had = client.get("/feeds/")["ETag"]
    asked = {"If-None-Match": had}
    assert client.get("/feeds/", headers=asked).status_code == 304
    build.live(tags=["ITU"])

    assert "ITU" in client.get("/feeds/", headers=asked).content.decode()


def test_sections_and_languages_are_named_in_their_own_language(client):
    build.live(section=build.section("Технологии", slug="t", language="ru"), language="ru")
    page = client.get("/feeds/").content.decode()

    assert '<span lang="ru">Технологии</span>' in page
    assert '<span lang="ru">Русский</span>' in page
    assert "<span>Top stories</span>" in page


def test_every_kind_of_feed_is_there(client):
    build.live(tags=["ITU"])
    assert names(client) == [
        "Latest: all stories",
        "Top stories",
        "English",
        "Corrections",
        "ICT Materials",
        "Ingilab Mammadov",
        "ITU",
    ]
    assert [address.removeprefix(SITE) for address in addresses(client)] == [
        "/feed.rss",
        "/top/feed.rss",
        "/language/en/feed.rss",
        "/corrections/feed.rss",
        "/ict-materials/feed.rss",
        "/author/ingilab-mammadov/feed.rss",
        "/tag/itu/feed.rss",
    ]


def test_every_address_on_the_page_is_a_feed(client):
    build.live(tags=["ITU"])
    for query in ("?format=rss", "?format=atom&text=summary", "?format=json"):
        for address in addresses(client, query):
            assert client.get(address.removeprefix(SITE)).status_code == 200, address


@pytest.mark.parametrize("query", ["seher", "ŞƏHƏR", "şəhər", "əhə"])
def test_a_tag_is_found_in_any_spelling(client, query):
    build.live(tags=["Şəhər", "ITU"])
    assert names(client, f"?q={query}") == ["Şəhər"]


@pytest.mark.parametrize("query", ["ISMAYIL", "ismayıl", "İsmayil"])
def test_an_author_is_found_in_any_spelling(client, query):
    build.live(bylines=[build.author("Aytən İsmayıl")])
    assert names(client, f"?q={query}") == ["Aytən İsmayıl"]


def test_the_format_and_the_summaries_are_kept_in_every_address(client):
    build.live()
    found = addresses(client, "?format=json&text=summary&q=materials")
    assert found == [f"{SITE}/ict-materials/summary.json"]


@pytest.mark.parametrize("query", ["?format=exe&text=x", "?format=&text=&q=&after="])
def test_nonsense_is_the_ordinary_page(client, query):
    build.live(tags=["ITU"])
    assert addresses(client, query) == addresses(client)


def test_nothing_found_says_so_and_shows_no_markup_of_the_question(client):
    page = client.get("/feeds/", {"q": "<b>zzz"}).content.decode()
    assert "No feed is called “&lt;b&gt;zzz”." in page and "<b>" not in page


def test_a_tag_of_drafts_and_one_of_held_stories_is_not_there(client):
    build.article(tags=["Draft"])
    assert names(client, "?q=draft") == []


def test_long_lists_go_on_from_where_they_ended(client, monkeypatch):
    monkeypatch.setattr(directory, "SHOWN", 2)
    build.live(tags=["A", "B", "C"])
    first = client.get("/feeds/").context
    assert (names(client)[-2:], first["after"]) == (["A", "B"], "b")
    assert names(client, "?after=b") == ["C"]


@pytest.mark.parametrize("things", [1, 30])
def test_the_page_takes_the_same_queries_however_many(
    client, django_assert_num_queries, things
):
    chief = build.person("Chief")
    for number in range(things):
        section = build.section(f"Section {number}")
        authors = [build.author(f"Author {number}")]
        build.live(chief, section=section, tags=[f"Tag {number}"], bylines=authors)
    with django_assert_num_queries(11):
        client.get("/feeds/")
    with django_assert_num_queries(7):
        client.get("/feeds.opml")


# OPML


def test_opml_of_all_has_everything_but_tags_each_under_a_title_of_its_own(client):
    build.live(tags=["ITU"])
    found = outlines(client)
    assert [line.get("title") for line in found] == [
        "Newsroom",
        "Newsroom: Top stories",
        "Newsroom: English",
        "Newsroom: Corrections",
        "Newsroom: ICT Materials",
        "Newsroom: Ingilab Mammadov",
    ]
    assert {line.get("type") for line in found} == {"rss"}
    assert found[4].get("xmlUrl") == f"{SITE}/ict-materials/feed.rss"
    assert found[4].get("htmlUrl") == f"{SITE}/ict-materials/"


def test_opml_of_the_chosen_has_them_in_their_order_and_format(client):
    build.live(tags=["ITU"])
    found = outlines(
        client, "?scope=tag:itu&scope=site&scope=language:en&format=atom&text=summary"
    )
    assert [line.get("xmlUrl") for line in found] == [
        f"{SITE}/tag/itu/summary.atom",
        f"{SITE}/summary.atom",
        f"{SITE}/language/en/summary.atom",
    ]


def test_two_scopes_of_one_name_get_two_titles(client):
    build.live(tags=["ICT Materials"])
    found = outlines(client, "?scope=section:ict-materials&scope=tag:ict-materials")
    titles = [line.get("title") for line in found]
    assert titles == ["Newsroom: ICT Materials", "Newsroom: ICT Materials (tag)"]


@pytest.mark.parametrize(
    "scope", ["tag:draft", "tag:none", "section:", "x:y", "", "site:1"]
)
def test_an_unknown_scope_is_refused_without_saying_which(client, scope):
    build.article(tags=["Draft"])
    response = client.get("/feeds.opml", {"scope": ["site", scope]})
    assert (response.status_code, response.content) == (
        400,
        b"One of these feeds does not exist.\n",
    )


def test_too_many_at_once_are_refused(client):
    response = client.get("/feeds.opml", {"scope": [f"tag:{n}" for n in range(201)]})
    said = b"At most 200 feeds can be chosen at once.\n"
    assert (response.status_code, response.content) == (400, said)


def test_opml_is_a_file_that_is_not_sent_twice(client):
    response = client.get("/feeds.opml")
    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    again = client.get("/feeds.opml", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


# Pages


def alternates(client, path: str) -> list[tuple[str, str]]:
    page = client.get(path).content.decode()
    found = re.findall(
        r'<link rel="alternate" type="[^"]+" title="([^"]+)" href="([^"]+)">', page
    )
    return [(html.unescape(title), address) for title, address in found]


@pytest.mark.parametrize(
    ("path", "name", "scope"),
    [
        ("/", "Newsroom: Top stories", "/top"),
        ("/ict-materials/", "Newsroom: ICT Materials", "/ict-materials"),
        ("/tag/itu/", "Newsroom: ITU", "/tag/itu"),
        (
            "/author/ingilab-mammadov/",
            "Newsroom: Ingilab Mammadov",
            "/author/ingilab-mammadov",
        ),
        ("/corrections/", "Newsroom: Corrections", "/corrections"),
        ("story", "Newsroom: ICT Materials", "/ict-materials"),
        ("held", "Newsroom: ICT Materials", "/ict-materials"),
    ],
)
def test_a_page_names_its_own_feeds_first_in_three_formats(
    client, clock, path, name, scope
):
    chief = build.person("Chief")
    edition = build.live(chief, tags=["ITU"])
    if path == "held":
        clock.shift(60)
        desk.hold(edition.article, by=chief)
    found = alternates(client, path if path.startswith("/") else edition.get_absolute_url())
    forms = [("RSS", "rss"), ("Atom", "atom"), ("JSON Feed", "json")]
    own = [(f"{name} ({label})", f"{scope}/feed.{form}") for label, form in forms]
    assert found == own + [
        (f"Newsroom ({label})", f"/feed.{form}") for label, form in forms
    ]


@pytest.mark.parametrize(
    "path", ["/latest/", "/feeds/", "/about/", "/archive/2025/11/", "/none/"]
)
def test_every_other_page_names_the_sites(client, path):
    build.live()
    assert [address for _, address in alternates(client, path)] == [
        "/feed.rss",
        "/feed.atom",
        "/feed.json",
    ]


@pytest.mark.parametrize(
    "path", ["/ict-materials/", "/tag/itu/", "/author/ingilab-mammadov/"]
)
def test_a_scopes_page_has_a_visible_link_that_finds_its_feed(client, path):
    build.live(tags=["ITU"])
    page = client.get(path).content.decode()
    link = html.unescape(re.search(r'class="feed-link" href="(/feeds/\?q=[^"]+)"', page)[1])
    assert [
        address
        for address in addresses(client, link.removeprefix("/feeds/"))
        if path in address
    ] != []
