"""A tag or an author of drafts alone is asked for by the same queries as what nobody has.

A page that takes longer to say that there is none tells that there is one.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import build

pytestmark = pytest.mark.django_db
DOORS = ["", "?page=2", "feed.rss", "summary.atom", "feed.json", "feed/", "Feed.rss"]


@pytest.fixture(params=["draft", "scheduled"])
def hidden(request):
    """The tag `hush` and the author `hush`, of a story that is not public."""
    facts = {"tags": ["Hush"], "bylines": [build.author("Hush")]}
    if request.param == "draft":
        build.article(**facts)
    else:
        build.live(at=timezone.now() + timedelta(hours=1), **facts)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["tag", "author"])
def test_both_take_the_same_queries_to_the_same_404(kind, door, hidden, client):
    asked = []

    for slug in ("warm-up", "hush", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/{kind}/{slug}/{door}")
        told = answer.content.decode().replace(slug, "SLUG")
        asked.append(
            (
                answer.status_code,
                told,
                [one["sql"].replace(slug, "SLUG") for one in queries],
            )
        )

    assert asked[1] == asked[2]
    assert asked[1][0] == 404
