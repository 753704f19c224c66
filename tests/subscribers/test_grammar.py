"""The grammars that the documents are checked by would notice."""

import pytest
from lxml import etree

from tests import build

from .grammar import assert_valid

jsonschema = pytest.importorskip("jsonschema", reason="needs requirements-dev.txt")
pytestmark = pytest.mark.django_db
BROKEN = [
    ("atom", "updated>", "changed>"),
    ("atom", ":00+04:00</updated>", ":00</updated>"),
    ("atom", "2025-11-28T", "28 November 2025 "),
    ("atom", 'type="text"', 'type="txt"'),
    ("atom", "<published>", "<published>x"),
    ("atom", 'rel="self"', 'rel="other"'),
    ("rss", "<title>", "<title>x</title><title>"),
    ("rss", "<pubDate>Fri", "<pubDate>Cum"),
    ("rss", "guid", "gid"),
    ("rss", 'length="', 'length="-'),
    ("rss", 'domain="http://localhost:8000', 'domain="'),
    ("json", '"version":"https://jsonfeed.org/version/1.1"', '"version":"1"'),
    ("json", '"id":', '"uid":'),
    ("json", '"date_modified":"', '"date_modified":"x'),
]


@pytest.fixture
def document(client):
    build.live(lead_photo=build.photo(), tags=["ITU"])
    return lambda form: client.get(f"/feed.{form}").content


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_our_documents_are_valid(document, form):
    assert_valid(form, document(form))


@pytest.mark.parametrize(("form", "right", "wrong"), BROKEN)
def test_a_broken_document_is_noticed(document, form, right, wrong):
    text = document(form).decode()
    broken = text.replace(right, wrong)
    assert broken != text
    with pytest.raises(
        (AssertionError, KeyError, etree.DocumentInvalid, jsonschema.ValidationError)
    ):
        assert_valid(form, broken.encode())
