"""The page of a story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Article
from articles.text.dates import newsroom_time
from tests import build
from tests.answers import headers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_live_story_has_one_heading_its_words_and_its_time(client):
    edition = build.live(standfirst="What it says.", dateline_place="BAKU, Azerbaijan")

    response = client.get(edition.get_absolute_url())

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert (
        "<p>BAKU, Azerbaijan, November 28. The member states reached an agreement.</p>"
        in page
    )
    assert (
        '<time datetime="2025-11-28T19:02:00+04:00">28 November 2025 19:02 (UTC +04:00)</time>'
        in page
    )


def test_a_dateline_is_escaped_and_stands_alone_before_a_subhead(client):
    edition = build.live(dateline_place="<b>BAKU</b>", body="<h2>One</h2><p>Two.</p>")

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "<p>&lt;b&gt;BAKU&lt;/b&gt;, November 28.</p><h2>One</h2>" in page


def test_another_address_of_a_story_redirects_to_its_own(client):
    edition = build.live()

    response = client.get(f"/elsewhere/{edition.article_id}-other-words/")

    assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())


def test_drafts_scheduled_stories_and_nonsense_get_the_same_404(
    client, django_assert_num_queries
):
    draft = build.article()
    scheduled = build.live(at=timezone.now() + DAY)
    section = draft.section.slug
    pages = []
    for number in (draft.pk, scheduled.article_id, 999_999_999_999_999_999):
        with django_assert_num_queries(6):
            response = client.get(f"/{section}/{number}-words/")
        pages.append((response.status_code, response.content, headers(response)))

    assert pages[0] == pages[1] == pages[2]
    assert pages[0][0] == 404


def test_a_scheduled_story_is_there_in_its_minute(client, clock):
    edition = build.live(at=timezone.now() + DAY)
    clock.shift(DAY)

    assert client.get(edition.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("number", ["1" * 19, "0", "-1", "1.5", "١"])
def test_a_number_that_is_no_id_is_not_found(client, number):
    assert client.get(f"/ict/{number}-words/").status_code == 404


def test_a_held_story_shows_headline_and_sentence_without_its_text(client, clock):
    edition = build.live(standfirst="What it says.")
    clock.shift(60)
    desk.hold(edition.article, by=build.person("Editor"), reason="A source took it back")

    response = client.get(edition.get_absolute_url())

    page = response.content.decode()
    assert response.status_code == 200
    assert "being checked since <time" in page
    assert '<meta name="robots" content="noindex">' in page
    for secret in ("agreement", "What it says", "ld+json", "A source took it back", "og:"):
        assert secret not in page


def test_a_hold_says_since_when_also_after_its_withdrawal_was_asked_for(client, clock):
    edition = build.live()
    clock.shift(60)
    held = desk.hold(edition.article, by=build.person("Editor"))
    clock.shift(3600)

    desk.request_withdrawal(edition.article, by=build.person("Editor"), reason="A fake.")

    page = client.get(edition.get_absolute_url()).content.decode()
    assert newsroom_time(held.live_from) in page
    assert newsroom_time(timezone.now()) not in page


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [("notice", "The source was false."), ("gone", "is no longer available")],
)
def test_a_withdrawn_story_answers_410_without_a_word_of_it(
    client, clock, outcome, sentence
):
    edition = build.live()
    clock.shift(60)
    chief = build.person("Chief")
    desk.withdraw(
        edition.article, by=chief, outcome=outcome, reason="The source was false."
    )

    response = client.get(edition.get_absolute_url())

    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (
        410,
        "public, max-age=5, must-revalidate",
    )
    assert sentence in page
    assert ("The source was false." in page) == (outcome == "notice")
    assert "roadmap" not in page and "agreement" not in page


def test_a_replaced_story_redirects_while_its_substitute_is_live(client, clock):
    edition, other = build.live(), build.live(headline="The right one")
    clock.shift(60)
    chief = build.person("Chief")
    replaced = Article.objects.get(pk=other.article_id)
    desk.withdraw(edition.article, by=chief, outcome="replaced_by", replaced_by=replaced)

    there = client.get(edition.get_absolute_url())
    desk.hold(replaced, by=chief)
    gone = client.get(edition.get_absolute_url())

    assert (there.status_code, there["Location"]) == (301, other.get_absolute_url())
    assert gone.status_code == 410


def test_linked_data_cannot_be_left_by_a_headline(client):
    edition = build.live(headline="</script><script>alert(1)</script>")

    page = client.get(edition.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)" in page
