"""axe-core finds nothing to object to, in the dark on a phone and in the light on a desk.

`make audit` asks it of every kind of page.
"""

import pytest

from tests import build
from tests.readers import pages

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the tools")
pytestmark = pytest.mark.django_db(transaction=True)
LUMINANCE = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1440)])
def test_front_story_and_search_are_without_a_finding(page, scheme, width):
    addresses = pages.published(build.person("Chief"))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    found = {}
    for kind in ("front", "story", "found"):
        page.goto(addresses[kind])
        told = axe.Axe().run(page).response["violations"]
        found[kind] = [
            (one["id"], [node["html"][:90] for node in one["nodes"]]) for one in told
        ]

    assert found == {"front": [], "story": [], "found": []}
    assert (max(page.evaluate(LUMINANCE)) < 60) == (scheme == "dark")
