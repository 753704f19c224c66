"""Pages of every kind are sound HTML: strictly parsed, with landmarks, names and one heading first.

`make audit` gives them to the Nu HTML checker besides.
"""

from itertools import pairwise

import html5lib
import lxml.html
import pytest
from django.template.loader import render_to_string
from django.urls import get_resolver, resolve

from tests import build
from tests.readers import pages

pytestmark = pytest.mark.django_db
# Patterns that answer with something else than a page, or to somebody else than readers.
NEWER = {"latest_new_stories", "language_new_stories", "section_new_stories"}
NO_PAGES = {"media", "suggest", "preview", "styleguide", *NEWER}
FAULTS = ("errors/500.html", "errors/503.html")
LABELLED = "input[not(@type='hidden')] | //select | //textarea"


@pytest.fixture
def addresses():
    return pages.published(build.person("Chief"))


@pytest.fixture
def texts(client, addresses):
    """What each page says, the two that are shown when nothing else works with them."""
    read = {
        name: client.get(address).content.decode() for name, address in addresses.items()
    }
    return read | {name: render_to_string(name, {"sentence": "Words."}) for name in FAULTS}


@pytest.fixture
def trees(texts):
    return {
        name: lxml.html.document_fromstring(text.encode()) for name, text in texts.items()
    }


def test_every_pattern_of_a_page_is_walked(addresses):
    mine = next(one for one in get_resolver().url_patterns if str(one.pattern) == "")
    named = {one.name for one in mine.url_patterns if getattr(one, "name", None)}

    assert named - {
        resolve(path.partition("?")[0]).url_name for path in addresses.values()
    } == (NO_PAGES)


def test_a_strict_parser_finds_no_error(texts):
    found = {}
    for name, text in texts.items():
        parser = html5lib.HTMLParser()
        parser.parse(text)
        found[name] = parser.errors

    assert {name: errors for name, errors in found.items() if errors} == {}


def test_each_page_has_one_first_heading_one_main_part_a_title_and_a_language(trees):
    for name, tree in trees.items():
        once = [
            tree.xpath(f"count(//{one})") for one in ("h1", "main", "title", "html[@lang]")
        ]
        assert once == [1] * 4, name


def test_no_heading_skips_a_level(trees):
    for name, tree in trees.items():
        levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        steps = [b - a for a, b in pairwise(levels)]
        assert max(steps, default=0) <= 1, (name, levels)


def test_ids_are_unique_and_what_refers_to_them_finds_them(trees):
    for name, tree in trees.items():
        ids = tree.xpath("//@id")
        named = tree.xpath(
            "//@aria-labelledby | //@aria-describedby | //label/@for | //@list"
        )
        links = [href[1:] for href in tree.xpath("//a/@href[starts-with(., '#')]")]
        assert len(ids) == len(set(ids)), name
        assert {one for refs in named for one in refs.split()} | set(links) <= set(ids), (
            name
        )


def test_each_field_has_a_label_each_picture_its_words_each_navigation_its_name(trees):
    for name, tree in trees.items():
        labelled = set(tree.xpath("//label/@for"))
        bare = [
            field.get("name")
            for field in tree.xpath(f"//{LABELLED}")
            if field.get("id") not in labelled
            and not field.xpath("ancestor::label | self::*[@aria-label]")
        ]
        assert bare == [], name
        assert tree.xpath("//img[not(@alt)]") == [], name
        assert tree.xpath("//nav[not(@aria-label or @aria-labelledby)]") == [], name
        names = tree.xpath("//nav/@aria-label")
        assert len(names) == len(set(names)), (name, names)


def test_nothing_is_written_into_the_page_that_the_policy_would_stop(trees):
    for name, tree in trees.items():
        inline = tree.xpath("//style | //*[@style] | //@*[starts-with(name(), 'on')]")
        scripts = tree.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        assert inline + scripts == [], name
