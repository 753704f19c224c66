"""What one asker's headers bring about is never an answer that a cache keeps for all."""

import pytest

from tests import build

from .pages import published

pytestmark = pytest.mark.django_db
PROGRAMS = (
    "/feed.rss", "/summary.atom", "/feed.json", "/ict-materials/feed.rss", "/search/feed.rss?q=a",
    "/archive/2025/11/28/1/feed.rss", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-2025-11.xml",
    "/news-sitemap.xml", "/robots.txt", "/feeds.opml", "/latest/new/", "/search/suggest/?q=agr",
)  # fmt: skip
LONG_AGO = "Fri, 01 Jan 1999 00:00:00 GMT"


@pytest.fixture
def addresses():
    chief = build.person("Chief")
    file = build.photo(chief).files[0].get_absolute_url()
    return [*published(chief).values(), *PROGRAMS, file]


def told(response):
    names = ("ETag", "Cache-Control", "Content-Type", "Location")
    return response.status_code, response.getvalue(), [response.get(name) for name in names]


@pytest.mark.parametrize(
    "guard",
    [
        {"If-Match": '"x"'},
        {"If-Match": 'W/"x", "y"'},
        {"If-Unmodified-Since": LONG_AGO},
        {"If-Match": '"x"', "If-Unmodified-Since": LONG_AGO},
    ],
    ids=["a tag", "tags", "a date", "both"],
)
def test_what_guards_a_write_changes_nothing_where_nothing_is_written(
    client, addresses, guard
):
    plain = {address: told(client.get(address)) for address in addresses}
    guarded = {address: told(client.get(address, headers=guard)) for address in addresses}

    assert guarded == plain


def test_a_guard_beside_what_the_reader_has_is_answered_304(client, addresses):
    for address in ("/", "/latest/", "/feed.rss", "/sitemap.xml", addresses[-1]):
        had = client.get(address)
        had.getvalue()
        asked = {"If-None-Match": had["ETag"], "If-Match": '"x"'}
        assert client.get(address, headers=asked).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"HTTP_HOST": "evil.example"}, 400),
        ({"HTTP_HOST": "a b"}, 400),
        ({"CONTENT_LENGTH": "-5"}, 400),
        ({"CONTENT_LENGTH": "99999999999"}, 413),
        ({"REQUEST_METHOD": "BREW"}, 405),
    ],
    ids=["host", "no host", "no length", "length", "method"],
)
def test_a_refusal_is_kept_by_nobody(client, addresses, asked, status):
    for address in ("/", "/latest/", "/feed.rss", "/sitemap.xml", addresses[-1]):
        answer = client.get(address, **asked)
        assert (answer.status_code, answer["Cache-Control"]) == (status, "no-store"), (
            address
        )


def test_a_choice_of_feeds_that_cannot_be_is_kept_by_nobody(client):
    answer = client.get("/feeds.opml?scope=section:none")

    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")


def test_the_way_to_https_is_kept_by_nobody_who_might_give_it_to_who_is_there(
    client, settings
):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/latest/")

    assert (answer.status_code, answer["Cache-Control"]) == (301, "no-store")
