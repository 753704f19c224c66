"""What readers see of an update, a correction, a refile."""

from datetime import timedelta

import pytest

from articles import desk
from tests import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def story(clock):
    chief = build.person("Chief")
    edition = build.live(chief, body="<p>A million people.</p>")
    clock.shift(HOUR)
    return (
        edition.article,
        build.edited(edition.article, chief, body="<p>Two people.</p>"),
        chief,
    )


def read(client, article):
    edition = article.editions.current().get()
    return client.get(edition.get_absolute_url()).content.decode()


def test_a_correction_says_what_where_and_when(client, story):
    article, revision, chief = story
    desk.correct(
        article, revision=revision, by=chief, what="It was two.", where="paragraph 1"
    )

    page = read(client, article)

    assert '<aside class="correction"' in page
    assert 'It was two.</span> <span class="where">paragraph 1</span>' in page
    assert "Updated <time" in page
    assert '"CorrectionComment"' in page
    assert "History of this story" in page


def test_an_update_moves_the_time_that_readers_see(client, story):
    article, revision, chief = story
    desk.update(article, revision=revision, by=chief)

    page = read(client, article)

    assert "Updated <time" in page
    assert "2025-11-28T20:02:00+04:00" in page
    assert "History of this story" in page
    assert '<aside class="correction"' not in page


def test_a_refile_moves_nothing_but_the_words(client, story):
    article, revision, chief = story
    desk.refile(article, revision=revision, by=chief)

    page = read(client, article)

    assert "Two people." in page
    assert "Updated" not in page
    assert "History of this story" not in page


def test_the_log_lists_a_correction_while_its_story_is_live(client, clock, story):
    article, revision, chief = story
    desk.correct(article, revision=revision, by=chief, what="It was two.")
    listed = client.get("/corrections/").content.decode()
    clock.shift(60)
    desk.hold(article, by=chief)
    held = client.get("/corrections/").content.decode()

    assert "It was two." in listed
    assert "It was two." not in held and "There is no correction so far." in held
