"""Reads our documents as a subscriber does."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
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
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


def body(response: Any) -> bytes:
    """What was sent, at once or piece by piece."""
    return b"".join(response) if response.streaming else response.content


def tree(client: Any, path: str) -> Callable[[str], list]:
    """A document as an XPath function."""
    response = client.get(path)
    assert response.status_code == 200, path
    root = etree.fromstring(body(response))
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


@dataclass(frozen=True)
class Told:
    """What an item says, whatever the format."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""


@dataclass(frozen=True)
class Head:
    """What a document says of itself, whatever the format."""

    title: str
    home: str
    own: str


def head(client: Any, path: str) -> Head:
    """The head of the document at this address."""
    content = client.get(path).content
    if path.partition("?")[0].endswith(".json"):
        feed = json.loads(content)
        return Head(feed["title"], feed["home_page_url"], feed["feed_url"])
    one, _ = _finder(etree.fromstring(content))
    own = one("//*[not(self::atom:entry)]/atom:link[@rel='self']/@href")
    home = one("/rss/channel/link|/atom:feed/atom:link[@rel='alternate']/@href")
    return Head(one("/rss/channel/title|/atom:feed/atom:title"), home, own)


def items(form: str, content: bytes) -> list[Told]:
    """The items of a document in its order."""
    return {"rss": _rss, "atom": _atom, "json": _json}[form](content)


def _json(content: bytes) -> list[Told]:
    return [
        Told(
            row["id"], row["url"], row["title"], row.get("summary", ""),
            row.get("content_html", ""), datetime.fromisoformat(row["date_published"]),
            datetime.fromisoformat(row["date_modified"]),
            tuple(author.get("name", "") for author in row.get("authors", [])),
            tuple(row.get("tags", [])), row["language"], row.get("image", ""),
        )
        for row in json.loads(content)["items"]
    ]  # fmt: skip


def _rss(content: bytes) -> list[Told]:
    told = []
    for item in etree.fromstring(content).iter("item"):
        one, many = _finder(item)
        told.append(Told(
            one("guid"), one("link"), one("title"), one("description"), one("content:encoded"),
            parsedate_to_datetime(one("pubDate")), datetime.fromisoformat(one("atom:updated")),
            many("dc:creator"), many("category"), one("dc:language"), one("enclosure/@url"),
        ))  # fmt: skip
    return told


def _atom(content: bytes) -> list[Told]:
    told = []
    for entry in etree.fromstring(content).iter(f"{{{NAMES['atom']}}}entry"):
        one, many = _finder(entry)
        told.append(Told(
            one("atom:id"), one("atom:link[@rel='alternate']/@href"), one("atom:title"),
            one("atom:summary"), one("atom:content"),
            datetime.fromisoformat(one("atom:published")),
            datetime.fromisoformat(one("atom:updated")),
            many("atom:author/atom:name"),
            tuple(entry.xpath("atom:category/@label", namespaces=NAMES)),
            one("@xml:lang"), one("atom:link[@rel='enclosure']/@href"),
        ))  # fmt: skip
    return told


def _finder(element: Any) -> tuple[Callable[[str], str], Callable[[str], tuple[str, ...]]]:
    def one(query: str) -> str:
        return element.xpath(f"string({query})", namespaces=NAMES)

    def many(query: str) -> tuple[str, ...]:
        return tuple(found.text or "" for found in element.xpath(query, namespaces=NAMES))

    return one, many
