"""All authors on one page, and what an author's page says to search engines."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
SITE = "http://localhost:8000"
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def written_by(*names, **changes):
    return build.live(bylines=[build.author(name) for name in names], **changes)


def letters(client) -> list[tuple[str, list[str]]]:
    found = client.get("/authors/").context["letters"]
    return [(letter, [entry.author.name for entry in group]) for letter, group in found]


def linked(client, address: str) -> dict:
    data = [
        json.loads(text) for text in LINKED.findall(client.get(address).content.decode())
    ]
    return {one["@type"]: one for one in data}


def test_authors_stand_under_their_letters_in_the_order_of_the_alphabet(client):
    written_by("Zaur", "Əli", "Eldar", "Ilham", "İsa", "Çingiz", "Cavid")

    assert letters(client) == [
        ("C", ["Cavid"]), ("Ç", ["Çingiz"]), ("E", ["Eldar"]), ("Ə", ["Əli"]),
        ("I", ["Ilham"]), ("İ", ["İsa"]), ("Z", ["Zaur"]),
    ]  # fmt: skip


def test_only_authors_of_live_stories_are_listed(client, clock):
    held = written_by("Held Author")
    written_by("Live Author")
    written_by("Later Author", at=timezone.now() + timedelta(hours=1))
    build.article(bylines=[build.author("Draft Author")])
    clock.shift(60)
    desk.hold(held.article, by=build.person("Chief"))

    assert letters(client) == [("L", ["Live Author"])]


def test_an_author_is_shown_with_portrait_and_role(client):
    author = build.author("Leyla", job_title="Photographer", portrait=build.photo())
    build.live(bylines=[author])

    page = client.get("/authors/").content.decode()

    assert '<figure class="author-face">' in page
    assert '<a rel="author" href="/author/leyla/">Leyla</a>' in page
    assert '<span class="role">Photographer</span>' in page


def test_a_portrait_that_has_ended_is_shown_on_neither_page(client):
    portrait = build.photo()
    build.live(bylines=[build.author("Leyla", portrait=portrait)])
    desk.stop_photo(portrait, by=build.person("Chief"), reason="Private")

    for address in ("/authors/", "/author/leyla/"):
        assert "<figure" not in client.get(address).content.decode()


def test_many_authors_ask_as_much_as_one(client):
    def asked() -> int:
        client.get("/authors/")  # The process knows the site from now on.
        with CaptureQueriesContext(connection) as queries:
            client.get("/authors/")
        return len(queries)

    portrait = build.photo()
    build.live(bylines=[build.author("A", portrait=portrait)])
    one = asked()
    build.live(bylines=[build.author(f"B{n}", portrait=portrait) for n in range(20)])

    assert asked() == one <= 6


def test_the_page_is_a_collection_of_its_authors_and_is_found_from_everywhere(client):
    written_by("Leyla")

    said = linked(client, "/authors/")

    assert said["CollectionPage"]["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": f"{SITE}/author/leyla/"}
    ]
    assert '<a href="/authors/">Authors</a>' in client.get("/latest/").content.decode()
    assert (
        f"<loc>{SITE}/authors/</loc>"
        in client.get("/sitemap-pages.xml").getvalue().decode()
    )


def test_an_authors_page_is_a_profile_that_says_what_readers_see(client):
    author = build.author(
        "Leyla",
        job_title="Photographer",
        bio="Leyla sees.",
        email="leyla@example.az",
        show_email=True,
        links="https://example.com/leyla",
        portrait=build.photo(),
    )
    build.live(bylines=[author])

    said = linked(client, "/author/leyla/")
    person = said["ProfilePage"]["mainEntity"]

    assert (person["name"], person["url"]) == ("Leyla", f"{SITE}/author/leyla/")
    assert (person["jobTitle"], person["description"]) == ("Photographer", "Leyla sees.")
    assert (person["email"], person["sameAs"]) == ("leyla@example.az", [author.links])
    assert person["image"].startswith(f"{SITE}/media/")
    assert person["worksFor"]["name"] == "Newsroom"


def test_a_profile_says_nothing_that_the_author_keeps_private(client):
    build.live(bylines=[build.author("Leyla", email="leyla@example.az")])

    person = linked(client, "/author/leyla/")["ProfilePage"]["mainEntity"]

    assert person.keys() & {"email", "jobTitle", "description", "image", "sameAs"} == set()
