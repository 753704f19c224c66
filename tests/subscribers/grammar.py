"""Each format's own rules: whether a document may be called one."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from .reading import NAMES

SCHEMAS = Path(__file__).parent.parent / "schemas"
ATOM = etree.RelaxNG(etree.parse(SCHEMAS / "atom" / "atom.rng"))
DAYS, MONTHS = (
    "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
)
RFC822 = re.compile(rf"({DAYS}), \d\d ({MONTHS}) \d{{4}} \d\d:\d\d:\d\d [+-]\d{{4}}")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

# How often an element of ours may stand in RSS, by its parent: least and most.
MANY = 10_000
RSS = {
    "rss": {"channel": (1, 1)},
    "channel": {
        "title": (1, 1), "link": (1, 1), "description": (1, 1), "language": (1, 1),
        "copyright": (1, 1), "lastBuildDate": (1, 1), "generator": (1, 1), "docs": (1, 1),
        "ttl": (1, 1), "image": (1, 1), "atom:link": (2, MANY), "item": (0, MANY),
    },
    "image": {
        "url": (1, 1), "title": (1, 1), "link": (1, 1), "width": (1, 1), "height": (1, 1),
    },
    "item": {
        "title": (1, 1), "link": (1, 1), "guid": (1, 1), "pubDate": (1, 1),
        "description": (1, 1), "enclosure": (0, 1), "category": (0, MANY),
        "atom:updated": (1, 1), "content:encoded": (0, 1), "dc:creator": (0, MANY),
        "dc:language": (1, 1), "source": (0, 1), "dc:source": (0, 1), "media:group": (0, 1),
    },
    "media:group": {
        "media:content": (1, MANY), "media:description": (0, 1), "media:credit": (0, 1),
    },
}  # fmt: skip


def assert_valid(form: str, content: bytes) -> None:
    """Fail with what is wrong where the bytes are not a good document of the format."""
    {"rss": assert_rss, "atom": assert_atom, "json": assert_json}[form](content)


def assert_atom(content: bytes) -> None:
    """RFC 4287's grammar, and what it says in words."""
    root = _document(content)
    ATOM.assertValid(root)
    find = etree.XPathEvaluator(root, namespaces=NAMES)
    assert (
        find("//atom:entry[not(atom:content) and not(atom:link[@rel='alternate'])]") == []
    )
    assert find("//atom:entry[not(atom:author) and not(../atom:author)]") == []
    assert find("count(/atom:feed/atom:link[@rel='self'])") == 1
    _once(find("//atom:entry/atom:id/text()"))
    _all(RFC3339, find("//atom:updated/text()|//atom:published/text()|//@when"))
    _absolute(find("//@href|//@url|//@scheme|//atom:uri/text()|//atom:icon/text()"))


def assert_rss(content: bytes) -> None:
    """RSS 2.0 as its specification, its profile and our own promise have it."""
    root = _document(content)
    for element in root.iter():
        _children(element)
    find = etree.XPathEvaluator(root, namespaces=NAMES)
    assert find("string(//image/title)") == find("string(/rss/channel/title)")
    assert find("string(//image/link)") == find("string(/rss/channel/link)")
    assert find("count(/rss/channel/atom:link[@rel='self'])") == 1
    assert set(find("//guid/@isPermaLink")) <= {"false"}
    assert [length for length in find("//enclosure/@length") if int(length) < 1] == []
    _once(find("//guid/text()"))
    _all(RFC822, find("//pubDate/text()|//lastBuildDate/text()"))
    _all(RFC3339, find("//atom:updated/text()"))
    _absolute(find("//@href|//@url|//@domain|//link/text()|//image/url/text()"))


def assert_json(content: bytes) -> None:
    """JSON Feed 1.1 by its schema."""
    jsonschema = pytest.importorskip("jsonschema", reason="needs requirements-dev.txt")
    feed = json.loads(content.decode())
    schema = json.loads((SCHEMAS / "jsonfeed" / "schema-v1.1.json").read_text())
    jsonschema.Draft7Validator(schema).validate(feed)
    _once([item["id"] for item in feed["items"]])
    _all(RFC3339, [item[date] for item in feed["items"] for date in DATES])
    _absolute([feed["feed_url"], feed["home_page_url"], feed["icon"], feed["favicon"]])
    _absolute([item["url"] for item in feed["items"]])


DATES = ("date_published", "date_modified")


def _document(content: bytes) -> Any:
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<")
    assert b"<!DOCTYPE" not in content
    return etree.fromstring(content)


def _children(element: Any) -> None:
    rules = RSS.get(_name(element), {})
    found = [_name(child) for child in element]
    assert sorted(set(found) - set(rules)) == [], _name(element)
    wrong = {
        n: found.count(n)
        for n, (low, high) in rules.items()
        if not low <= found.count(n) <= high
    }
    assert wrong == {}, _name(element)


def _name(element: Any) -> str:
    tag = etree.QName(element)
    prefix = {address: prefix for prefix, address in NAMES.items()}.get(tag.namespace)
    return f"{prefix}:{tag.localname}" if prefix else tag.localname


def _once(ids: list[str]) -> None:
    assert sorted(set(ids)) == sorted(ids)


def _all(pattern: re.Pattern, stamps: list[str]) -> None:
    assert [stamp for stamp in stamps if not pattern.fullmatch(stamp)] == []


def _absolute(addresses: list[str]) -> None:
    assert [url for url in addresses if not url.startswith(("http://", "https://"))] == []
