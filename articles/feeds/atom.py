"""Atom 1.0 (RFC 4287) with tombstones (RFC 6721)."""

from collections.abc import Iterable

from lxml import etree

from articles.text.dates import iso
from articles.text.xml import ATOM, MEDIA, add, document, history

from .channel import GENERATOR, Channel
from .items import Item
from .rss import media

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def write(channel: Channel, items: Iterable[Item]) -> bytes:
    """The document. What was withdrawn is overwritten and declared deleted; replaced: deleted."""
    nsmap = {None: ATOM, "media": MEDIA, "at": TOMBSTONES}
    root = etree.Element(f"{{{ATOM}}}feed", {LANGUAGE: channel.language}, nsmap=nsmap)
    _head(root, channel)
    items = list(items)
    for item in items:
        if item.withdrawn:  # before the entries: the grammar has them last
            stone = {"ref": item.urn, "when": iso(item.updated)}
            add(root, f"{{{TOMBSTONES}}}deleted-entry", attributes=stone)
    for item in items:
        if not item.replaced:
            _entry(_add(root, "entry", attributes={LANGUAGE: item.language}), item)
    return document(root)


def _head(root: etree._Element, channel: Channel) -> None:
    _add(root, "id", channel.id)
    _add(root, "title", channel.title)
    _add(root, "subtitle", channel.description)
    _add(root, "updated", iso(channel.updated))
    _link(root, "self", "application/atom+xml", channel.address)
    _link(root, "alternate", "text/html", channel.home)
    _link(root, "license", "text/html", channel.terms)
    for rel, href in (*(("hub", hub) for hub in channel.hubs), *channel.links):
        _add(root, "link", attributes={"rel": rel, "href": href})
    if channel.is_archive:
        history(root)
    _add(_add(root, "author"), "name", channel.publisher)
    _add(root, "rights", channel.copyright, {"type": "text"})
    _add(root, "icon", channel.icon(64).url)
    _add(root, "logo", channel.icon(512).url)
    _add(root, "generator", GENERATOR)


def _entry(entry: etree._Element, item: Item) -> None:
    _add(entry, "id", item.urn)
    _add(entry, "title", item.title, {"type": "text"})
    _add(entry, "published", iso(item.published))
    _add(entry, "updated", iso(item.updated))
    _link(entry, "alternate", "text/html", item.url)
    for author in item.authors:
        element = _add(entry, "author")
        _add(element, "name", author.name)
        _add(element, "uri", author.url)
    for name, address in item.subjects:
        _add(entry, "category", attributes={"term": name, "scheme": address, "label": name})
    _add(entry, "summary", item.summary, {"type": "text"})
    if item.html:
        _add(entry, "content", item.html, {"type": "html"})
    if item.source_url:
        _add(entry, "link", attributes={"rel": "via", "href": item.source_url})
    if item.source:
        _add(_add(entry, "source"), "title", item.source, {"type": "text"})
    if item.picture:
        best = item.picture.files[0]
        _link(entry, "enclosure", best.type, best.url, length=str(best.size))
        media(entry, item.picture, described=bool(item.html))


def _link(parent: etree._Element, rel: str, kind: str, href: str, **more: str) -> None:
    _add(parent, "link", attributes={"rel": rel, "type": kind, "href": href, **more})


def _add(
    parent: etree._Element, name: str, text: str = "", attributes: dict | None = None
) -> etree._Element:
    return add(parent, f"{{{ATOM}}}{name}", text, attributes)
