"""A retired address of a tag redirects only where readers have seen the tag."""

import pytest

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/tag/itu/", "/tag/itu/feed.rss"])
def test_the_old_address_of_a_public_tag_redirects(client, address):
    chief = build.person("Chief")
    build.live(chief, tags=["ITU"])
    desk.save_site_object(build.tag("ITU"), by=chief, changes={"slug": "itu-news"})

    answer = client.get(address)

    assert (
        answer.status_code,
        answer["Location"].replace("http://localhost:8000", ""),
    ) == (
        301,
        address.replace("itu", "itu-news"),
    )


@pytest.mark.parametrize("address", ["/tag/itu/", "/tag/itu/feed.rss"])
def test_the_old_address_of_a_tag_of_drafts_says_nothing(client, address):
    chief = build.person("Chief")
    build.article(chief, tags=["ITU"])
    desk.save_site_object(build.tag("ITU"), by=chief, changes={"slug": "secret-merger"})

    answer = client.get(address)

    assert answer.status_code == 404
    assert b"secret-merger" not in answer.content
