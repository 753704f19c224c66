"""A page that arrives in parts grows at its end; what a reader already sees stays where it is."""

import pytest

from tests import build
from tests.arriving import moved
from tests.readers import pages

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(db):
    """With so many stories that the front shows a full block of a section."""
    chief = build.person("Chief")
    for number in range(20):
        build.live(chief, headline=f"Story {number}", section=build.section("Telecom"))
    return pages.published(chief)


@pytest.mark.parametrize("width", [360, 700, 1440])
def test_no_part_of_a_page_moves_when_the_next_one_arrives(page, addresses, width):
    page.set_viewport_size({"width": width, "height": 800})

    found = {}
    for name, address in addresses.items():
        page.goto(address)
        found[name] = moved(page)

    assert {name: parts for name, parts in found.items() if parts} == {}
