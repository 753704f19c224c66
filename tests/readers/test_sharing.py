"""Sharing and citing a story, without anybody's script."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from articles import desk
from articles.models import SiteSettings
from tests import build

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def story():
    names = [build.author("Leyla Əliyeva"), build.author("Rashad Q.")]
    return build.live(headline="Tests & “masts” 5G", bylines=names)


def test_a_story_is_shared_by_links_that_name_its_address_and_title(client, story):
    address = "http://localhost:8000" + story.get_absolute_url()

    share = client.get(story.get_absolute_url()).context["share"]

    asked = {link.name: parse_qs(urlsplit(link.address).query) for link in share}
    assert asked == {
        "E-mail": {"subject": [story.title], "body": [address]},
        "WhatsApp": {"text": [f"{story.title} {address}"]},
        "Telegram": {"url": [address], "text": [story.title]},
        "Facebook": {"u": [address]},
        "X": {"url": [address], "text": [story.title]},
    }
    assert "+" not in share[0].address  # a mail program shows it


def test_links_that_share_tell_nobody_of_us_and_lend_no_weight(client, story):
    page = client.get(story.get_absolute_url()).content.decode()

    assert page.count('<a rel="noopener nofollow" href="https://') == 4
    data = page.count('<script type="application/ld+json"')
    assert (
        len(re.findall(r"<script [^>]*src=\"/static/", page))
        == page.count("<script ") - data
    )


def test_a_story_is_cited_by_authors_headline_house_day_and_address(client, story):
    desk.save_site_object(SiteSettings(name="Wire"), by=build.person("Chief"))

    page = unescape(client.get(story.get_absolute_url()).content.decode())

    address = "http://localhost:8000" + story.get_absolute_url()
    words = (
        "Leyla Əliyeva, Rashad Q. “Tests & “masts” 5G”. Wire, 28 November 2025. " + address
    )
    assert f'<cite lang="en">{words}</cite>' in page


def test_a_held_story_is_not_offered_for_sharing(client, story, clock):
    clock.shift(HOUR)
    desk.hold(story.article, by=build.person("Chief"))

    page = client.get(story.get_absolute_url()).content.decode()

    assert "wa.me" not in page and "<cite" not in page


def test_an_update_says_why_where_it_is_seen_and_in_the_numbered_history(client, clock):
    chief = build.person("Chief")
    article = build.live(chief).article
    clock.shift(HOUR)
    desk.refile(article, revision=build.edited(article, chief, headline="Slip"), by=chief)
    clock.shift(HOUR)
    revision = build.edited(article, chief, headline="More news")
    desk.update(article, revision=revision, by=chief, note="The minister spoke.")

    page = client.get(article.editions.current().get().get_absolute_url()).content.decode()

    assert page.index("The minister spoke.") < page.index('<div class="body">')
    assert page.count("The minister spoke.") == 2
    assert '<li value="1">' in page and '<li value="3">' in page
    assert '<li value="2">' not in page
