"""Section, tag, author, latest, archive."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.views import keyset
from tests import build

pytestmark = pytest.mark.django_db
LISTS = (
    "/ict-materials/",
    "/tag/itu/",
    "/author/ingilab-mammadov/",
    "/latest/",
    "/archive/2025/",
    "/archive/2025/11/",
    "/archive/2025/11/28/",
)


def publish(count: int) -> list:
    chief, now = build.person("Chief"), timezone.now()
    return [
        build.live(
            chief,
            at=now - timedelta(minutes=n),
            headline=f"Story number {n}.",
            tags=["ITU"],
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("address", LISTS)
def test_every_list_shows_a_live_story_and_no_other(client, address):
    publish(1)
    build.article(headline="A draft of it", tags=["ITU"])
    build.live(headline="A later one", tags=["ITU"], at=timezone.now() + timedelta(hours=1))

    page = client.get(address).content.decode()

    assert "Story number 0." in page
    assert page.count("<h1") == 1
    assert "A draft of it" not in page and "A later one" not in page


@pytest.mark.parametrize("address", LISTS)
def test_every_list_goes_on_from_the_last_row_it_showed(client, address):
    publish(33)

    first = client.get(address)
    second = client.get(address + first.context["page"].older)

    assert [card.edition.headline for card in second.context["cards"]] == [
        f"Story number {n}." for n in (30, 31, 32)
    ]
    assert "Page 2" in second.content.decode()
    assert second.context["page"].older == ""


@pytest.mark.parametrize("address", LISTS)
def test_the_way_back_from_the_second_page_passes_nothing_that_came_in_between(
    client, address
):
    publish(33)
    second = client.get(address + client.get(address).context["page"].older)
    assert second.context["page"].newer == ""
    publish(2)

    second = client.get(second.request["PATH_INFO"] + "?" + second.request["QUERY_STRING"])
    back = client.get(address + second.context["page"].newer)

    seen = [card.edition.pk for page in (back, second) for card in page.context["cards"]]
    newest = [card.edition.pk for card in client.get(address).context["cards"]]
    assert len(seen) == len(set(seen)) == 33 and newest[2] == seen[0]
    assert back.context["page"].newer == ""


@pytest.mark.parametrize(
    "key", ["", "x", "0.0.0", "ffffffffffffffffff.1", "-fffffffffffffff.1", "é"]
)
@pytest.mark.parametrize("address", LISTS)
def test_a_key_that_nobody_gave_out_never_fails(client, address, key):
    publish(1)

    assert client.get(address, {"after": key, "page": "²"}).status_code == 200


def test_a_page_number_alone_is_the_first_page(client):
    publish(1)

    assert client.get("/latest/", {"page": "7"}).context["page"].number == 1


def test_a_key_reads_back_exactly():
    moment = timezone.now() + timedelta(microseconds=123_457)

    assert keyset.read_key(keyset.make_key(moment, 77)) == (moment, 77)


def test_stories_of_one_moment_are_neither_lost_nor_repeated(client):
    chief, now = build.person("Chief"), timezone.now()
    made = {build.live(chief, at=now, headline=f"Same {n}").pk for n in range(35)}

    first = client.get("/latest/")
    second = client.get("/latest/" + first.context["page"].older)

    seen = [c.edition.pk for page in (first, second) for c in page.context["cards"]]
    assert len(seen) == 35 and set(seen) == made


@pytest.mark.parametrize(
    "address",
    [
        "1/",
        "0001/",
        "9999/",
        "9999/12/31/",
        "2025/13/",
        "2025/00/",
        "2025/02/29/",
        "2025/11/31/",
    ],
)
def test_a_date_outside_the_calendar_is_not_found(client, address):
    assert client.get(f"/archive/{address}").status_code == 404


def test_a_leap_day_has_an_empty_page(client):
    response = client.get("/archive/2024/02/29/")

    assert response.status_code == 200
    assert "Nothing was published then." in response.content.decode()


@pytest.mark.parametrize("address", ["/nowhere/", "/tag/nothing/", "/author/nobody/"])
def test_an_unknown_name_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_retired_address_redirects_in_one_hop_after_two_renames(client):
    chief, section = build.person("Chief"), build.section("First")
    build.live(chief, section=section)
    for slug in ("second", "third"):
        desk.save_site_object(section, by=chief, changes={"slug": slug})

    assert client.get("/first/")["Location"] == "/third/"
    assert client.get("/first/?after=1.1&page=3")["Location"] == "/third/?after=1.1&page=3"
    assert client.get("/second/")["Location"] == "/third/"
    assert client.get("/third/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/latest/", "/corrections/", "/about/", "/contact/"]
)
def test_an_empty_newsroom_has_pages_that_say_so(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


def test_an_authors_page_shows_an_e_mail_only_where_the_author_says_so(client):
    author = build.author(email="ingilab@example.az")
    build.live(bylines=[author])
    hidden = client.get(author.get_absolute_url()).content.decode()
    author.show_email = True
    author.save()

    assert "ingilab@example.az" not in hidden
    assert "ingilab@example.az" in client.get(author.get_absolute_url()).content.decode()


def test_a_tag_that_only_desk_copies_carry_has_no_page(client):
    build.article(tags=["A secret"])

    assert client.get("/tag/a-secret/").status_code == 404


def test_a_tag_whose_stories_have_gone_keeps_an_empty_page(client, clock):
    edition = build.live(tags=["ITU"])
    clock.shift(60)
    desk.hold(edition.article, by=build.person("Chief"))

    page = client.get("/tag/itu/").content.decode()

    assert "No published story carries this tag now." in page
