"""One address for each page: letters and slashes lead to it in one hop, noise changes nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.pages.story.pictures import photo_url
from tests import build

from .pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return build.live(tags=["ITU"], slug="roadmap")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("/latest", "/latest/"),
        ("/Latest/", "/latest/"),
        ("/%2Flatest//", "/latest/"),
        ("/ICT-Materials/", "/ict-materials/"),
        ("/ICT-Materials", "/ict-materials/"),
        ("/Tag/ITU", "/tag/itu/"),
        ("/author//Ingilab-Mammadov/", "/author/ingilab-mammadov/"),
        ("/Archive/2025/11", "/archive/2025/11/"),
        ("/ICT-Materials/{id}-roadmap", "/ict-materials/{id}-roadmap/"),
        ("/ict-materials//{id}-Roadmap/", "/ict-materials/{id}-roadmap/"),
        ("/Telecom/{id}-older-words", "/ict-materials/{id}-roadmap/"),
    ],
)
def test_letters_and_slashes_lead_there_in_one_hop(client, story, wrong, right):
    wrong, right = (path.format(id=story.article_id) for path in (wrong, right))
    moved = client.get(wrong)

    assert (moved.status_code, moved["Location"]) == (301, right)
    assert client.get(right).status_code == 200


@pytest.mark.parametrize("cut", ["{id}", "{id}/", "{id}-", "{id}-/", "{id}-road", "{id}//"])
@pytest.mark.parametrize("page", ["", "photo/{photo}/", "edition/1/"])
def test_what_is_left_of_a_cut_link_leads_there_in_one_hop(client, cut, page):
    kinds = published(build.person("Chief"))
    right = {"": "story", "photo/{photo}/": "photo", "edition/1/": "earlier words"}[page]
    photo = kinds["photo"].split("/")[-2]
    article_id = kinds["story"].split("/")[2].partition("-")[0]
    cut = cut.format(id=article_id)
    end = f"/{page.format(photo=photo)}" if page else ""
    moved = client.get(f"/telecom/{cut}{end}")

    assert (moved.status_code, moved["Location"]) == (301, kinds[right])
    assert moved["Cache-Control"] == "public, max-age=5, must-revalidate"


def test_a_cut_link_to_a_withdrawn_story_says_that_it_is_gone(client, clock, story):
    clock.shift(60)
    desk.withdraw(story.article, by=build.person("Chief"), outcome="gone")

    assert client.get(f"/ict-materials/{story.article_id}").status_code == 410


@pytest.mark.parametrize(
    "end", ["", "/", "-", "-/", "/photo/1/", "-/photo/1", "/edition/1/"]
)
def test_a_cut_link_to_what_is_not_public_costs_what_nonsense_costs(client, story, end):
    draft = build.article(slug="draft")
    later = build.live(at=timezone.now() + timedelta(hours=1), slug="later")
    asked = []
    for article_id in (999_998, draft.pk, later.article_id, 999_999):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/ict-materials/{article_id}{end}")
        told = [one["sql"].replace(f" = {article_id}", " = ID") for one in queries]
        asked.append((answer.status_code, answer.content, told))

    assert asked[1] == asked[2] == asked[3]
    assert asked[1][0] == 404


def test_a_retired_slug_in_wrong_letters_takes_one_hop_too(client, story):
    desk.save_site_object(story.section, by=build.admin(), changes={"slug": "materials"})

    assert client.get("/ICT-Materials")["Location"] == "/materials/"


def test_the_query_goes_with_it(client, story):
    assert client.get("/Latest?utm_source=x")["Location"] == "/latest/?utm_source=x"


QUERY = "utm_source=x&utm_medium=y"


@pytest.mark.parametrize("page", ["story", "photo", "earlier words"])
def test_the_query_goes_from_a_wrong_section_or_slug_too(client, page):
    right = published(build.person("Chief"))[page]
    wrong = right.replace("/ict-materials/", "/telecom/")
    other = right.replace("-", "-older-", 2).replace("/ict-older-", "/ict-")

    for address in (wrong, other, wrong.rstrip("/"), wrong.upper()):
        assert client.get(f"{address}?{QUERY}")["Location"] == f"{right}?{QUERY}"
        assert client.get(f"{address}?{'x' * 2_001}")["Location"] == right


def test_the_query_goes_from_a_photo_to_the_story_that_has_dropped_it(client, clock):
    chief = build.person("Chief")
    photo = build.photo(chief)
    first = build.live(chief, at=build.an_hour_ago(), lead_photo=photo)
    dropped = photo_url(first, photo.pk)
    clock.shift(60)
    revision = build.edited(first.article, chief, lead_photo=None)
    desk.refile(first.article, revision=revision, by=chief)
    right = first.get_absolute_url()
    answer = client.get(f"{dropped}?{QUERY}")

    assert (answer.status_code, answer["Location"]) == (302, f"{right}?{QUERY}")


def test_the_query_goes_from_a_withdrawn_story_to_its_substitute(client, clock, story):
    clock.shift(60)
    chief, other = build.person("Chief"), build.live()
    desk.withdraw(story.article, by=chief, outcome="replaced_by", replaced_by=other.article)
    clock.shift(60)

    right = other.get_absolute_url()
    assert (
        client.get(f"{story.get_absolute_url()}?{QUERY}")["Location"] == f"{right}?{QUERY}"
    )


@pytest.mark.parametrize("end", ["", "feed.rss", "summary.json", "feed/"])
def test_the_query_goes_from_a_retired_section_and_its_feeds(client, story, end):
    desk.save_site_object(story.section, by=build.admin(), changes={"slug": "materials"})
    moved = client.get(f"/ict-materials/{end}?{QUERY}")["Location"]

    assert moved == f"/materials/{end.replace('feed/', 'feed.rss')}?{QUERY}"


def test_nobody_is_led_to_another_host(client, story):
    assert client.get("/%2Fexample.com/latest").status_code == 404
    assert client.get("/%2F%2Flatest")["Location"] == "/latest/"


def test_what_is_not_public_is_as_unknown_under_a_wrong_address(client, story):
    draft = build.article(tags=["Merger"], slug="draft")
    later = build.live(at=timezone.now() + timedelta(hours=1), slug="later")
    paths = [
        f"/ICT-Materials/{draft.pk}-draft",
        f"/ICT-Materials/{later.article_id}-later",
        "/ICT-Materials/999999-nonsense",
        "/Tag/Merger",
        "/Tag/Nonsense",
    ]
    answers = [client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_withdrawn_story_is_gone_under_every_address(client, clock, story):
    clock.shift(60)
    desk.withdraw(story.article, by=build.person("Chief"), outcome="gone")
    gone = client.get(f"/ICT-Materials/{story.article_id}-roadmap")

    assert (gone.status_code, gone["Cache-Control"]) == (
        410,
        "public, max-age=5, must-revalidate",
    )


@pytest.mark.parametrize(
    "noise", ["utm_source=x&utm_medium=y", "fbclid=abc", "x=1", "page=7"]
)
@pytest.mark.parametrize("address", ["/", "/latest/", "/tag/itu/", "the story"])
def test_noise_is_no_part_of_a_page(client, story, address, noise):
    address = story.get_absolute_url() if address == "the story" else address
    plain, noisy = client.get(address), client.get(f"{address}?{noise}")
    again = client.get(f"{address}?{noise}", headers={"If-None-Match": plain["ETag"]})

    assert (noisy.content, noisy["ETag"]) == (plain.content, plain["ETag"])
    assert (
        f'rel="canonical" href="http://localhost:8000{address}"' in noisy.content.decode()
    )
    assert again.status_code == 304
