"""Photos that are not ours to pass on."""

import pytest

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("feed", ["/feed.rss", "/feed.atom", "/feed.json"])
def test_a_photo_that_is_not_for_syndication_is_in_no_feed(client, feed):
    by = build.person("Photo desk")
    photo = build.photo(by, caption="The hall")
    body = f'<p>One.</p><figure data-photo="{photo.pk}"></figure><p>Two.</p>'
    build.live(lead_photo=photo, gallery=[(photo, "")], body=body)
    name = photo.files[-1].name
    before = client.get(feed).content.decode()

    desk.set_rights(photo, by=by, version=photo.version, no_syndication=True)

    after = client.get(feed).content.decode()
    assert name in before
    assert name not in after and "The hall" not in after
