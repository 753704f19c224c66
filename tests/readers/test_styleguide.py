"""The style guide shows all that readers' pages are made of, to those who work on them."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured

from articles.styleguide.colours import colours, contrast

pytestmark = pytest.mark.django_db
FRAGMENTS = Path(configured.BASE_DIR) / "templates/articles"
READ = ("ink", "soft", "accent", "alarm")


def test_it_is_there_where_one_works_on_the_newsroom(client):
    page = client.get("/styleguide/").content.decode()

    assert "<h1>Style guide</h1>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_readers_have_no_such_page(client, settings):
    settings.PRODUCTION = True

    answer = client.get("/styleguide/", secure=True)

    assert answer.status_code == 404
    assert "Style guide" not in answer.content.decode()


def test_every_fragment_of_readers_pages_stands_in_it(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(
        3
    ):  # The site's own: settings, navigation, sections.
        answer = client.get("/styleguide/")

    shown = {template.name for template in answer.templates}
    there = {
        f"articles/{path.relative_to(FRAGMENTS)}" for path in FRAGMENTS.rglob("_*.html")
    }
    assert there - shown == set()


def test_nothing_in_it_is_styled_or_scripted_inline(client):
    page = client.get("/styleguide/").content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


def test_words_are_read_on_every_ground_by_day_and_by_night():
    palette = {colour.name: colour for colour in colours()}

    for ground in (palette["paper"], palette["wash"]):
        for words in (palette[name] for name in READ):
            assert contrast(words.day, ground.day) >= 4.5, (words.name, ground.name)
            assert contrast(words.night, ground.night) >= 4.5, (words.name, ground.name)


def test_contrast_is_counted_as_wcag_does():
    assert contrast("#fff", "#000") == 21
    assert contrast("#777777", "#ffffff") == 4.48


def test_no_other_sheet_writes_a_colour():
    sheets = (Path(configured.BASE_DIR) / "articles/static/articles/css").glob("*.css")
    painted = {
        sheet.name for sheet in sheets if re.search(r"#[0-9a-f]{3,8}\b", sheet.read_text())
    }

    assert painted == {"tokens.css", "print.css"}
