"""One address for each page: letters and slashes lead to it in one hop, noise changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from tests import build

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


def test_a_retired_slug_in_wrong_letters_takes_one_hop_too(client, story):
    desk.save_site_object(story.section, by=build.admin(), changes={"slug": "materials"})

    assert client.get("/ICT-Materials")["Location"] == "/materials/"


def test_the_query_goes_with_it(client, story):
    assert client.get("/Latest?utm_source=x")["Location"] == "/latest/?utm_source=x"


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

    assert (gone.status_code, gone["Cache-Control"]) == (410, "public, max-age=5, must-revalidate")


@pytest.mark.parametrize("noise", ["utm_source=x&utm_medium=y", "fbclid=abc", "x=1", "page=7"])
@pytest.mark.parametrize("address", ["/", "/latest/", "/tag/itu/", "the story"])
def test_noise_is_no_part_of_a_page(client, story, address, noise):
    address = story.get_absolute_url() if address == "the story" else address
    plain, noisy = client.get(address), client.get(f"{address}?{noise}")
    again = client.get(f"{address}?{noise}", headers={"If-None-Match": plain["ETag"]})

    assert (noisy.content, noisy["ETag"]) == (plain.content, plain["ETag"])
    assert f'rel="canonical" href="http://localhost:8000{address}"' in noisy.content.decode()
    assert again.status_code == 304
