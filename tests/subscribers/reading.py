"""Reads our documents as a subscriber does."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}


def tree(client: Any, path: str) -> Callable[[str], list]:
    """A document as an XPath function."""
    response = client.get(path)
    assert response.status_code == 200, path
    root = etree.fromstring(response.content)
    return lambda query: root.xpath(query, namespaces=NAMES)


def poll(client: Any, path: str = "/feed.rss") -> Any:
    """The feed as feedparser sees it, without a complaint."""
    feedparser = pytest.importorskip("feedparser", reason="needs requirements-dev.txt")
    read = feedparser.parse(client.get(path).content, sanitize_html=False)
    assert not read.bozo, read.get("bozo_exception")
    return read


def html(client: Any, path: str = "/feed.rss") -> str:
    """The full text of the first item, from either format."""
    document = tree(client, path)
    return "".join(
        document("(//item)[1]/content:encoded/text()|(//atom:entry)[1]/atom:content/text()")
    )
