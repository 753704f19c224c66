"""Pages ask the database a constant number of questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
LISTS = ("/ict-materials/", "/tag/itu/", "/author/a0/", "/latest/", "/archive/2025/11/28/")


def asked(client, address: str) -> int:
    """How many a page takes, once the process knows the site."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def photo(by):
    """A small one: its size changes no number here, and decoding takes its time."""
    facts = {"credit": "Ministry", "alt": "A hall", "licence": "staff"}
    return desk.add_photo(build.picture((96, 64)), by=by, **facts)


def publish(count: int, chief) -> None:
    desk_photo = build.person("Photo desk")
    portrait = photo(desk_photo)
    for number in range(count):
        build.live(
            chief,
            headline=f"Story {number}",
            tags=["ITU"],
            bylines=[build.author("A0", portrait=portrait)],
            lead_photo=photo(desk_photo),
            at=timezone.now() - timedelta(minutes=number),
        )


def test_a_list_takes_four_with_one_story_and_with_thirty(client):
    chief = build.person("Chief")
    publish(1, chief)
    one = {address: asked(client, address) for address in LISTS}
    publish(30, chief)

    assert {address: asked(client, address) for address in LISTS} == one
    assert max(one.values()) <= 4


def test_an_article_takes_twelve_with_many_tags_bylines_and_photos(client):
    chief = build.person("Chief")
    plain = build.live(chief)
    photos = [photo(chief) for _ in range(20)]
    body = "".join(
        f'<p>Words.</p><figure data-photo="{p.pk}"></figure>' for p in photos[:10]
    )
    full = build.live(
        chief,
        body=body,
        tags=[f"Tag {n}" for n in range(30)],
        bylines=[build.author(f"Author {n}", portrait=photos[n]) for n in range(10)],
        lead_photo=photos[10],
        gallery=[(shot, "") for shot in photos[11:]],
    )
    build.edited(full.article, chief, headline="Other words")

    assert asked(client, plain.get_absolute_url()) <= 12
    assert asked(client, full.get_absolute_url()) <= 12


def test_the_front_takes_five_with_one_story_and_with_thirty(client):
    chief = build.person("Chief")
    publish(1, chief)
    one = asked(client, "/")
    publish(30, chief)

    assert one == asked(client, "/") <= 5
