"""RSS 2.0 with the extensions that readers' programs know."""

from collections.abc import Iterable

from lxml import etree

from articles.text.dates import iso, rfc822

from .channel import GENERATOR, Channel
from .items import Item, Picture
from .xml import ATOM, MEDIA, add, document

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}


def write(channel: Channel, items: Iterable[Item]) -> bytes:
    """The document. A replaced story is left out: its substitute is an item of its own."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    body = etree.SubElement(root, "channel")
    _channel(body, channel)
    for item in items:
        if not item.replaced:
            _item(etree.SubElement(body, "item"), item)
    return document(root)


def _channel(parent: etree._Element, channel: Channel) -> None:
    add(parent, "title", channel.title)
    add(parent, "link", channel.home)
    add(parent, "description", channel.description)
    add(parent, "language", channel.language)
    add(parent, "lastBuildDate", rfc822(channel.updated))
    add(parent, "generator", GENERATOR)
    add(parent, "docs", "https://www.rssboard.org/rss-specification")
    add(parent, "ttl", "1")
    itself = {"rel": "self", "type": "application/rss+xml", "href": channel.address}
    add(parent, f"{{{ATOM}}}link", attributes=itself)


def _item(parent: etree._Element, item: Item) -> None:
    add(parent, "title", item.title)
    add(parent, "link", item.url)
    add(parent, "guid", item.urn, {"isPermaLink": "false"})
    add(parent, "pubDate", rfc822(item.published))
    add(parent, f"{{{ATOM}}}updated", iso(item.updated))
    for name, _ in item.people:
        add(parent, f"{{{DC}}}creator", name)
    add(parent, f"{{{DC}}}language", item.language)
    for name, address in item.subjects:
        add(parent, "category", name, {"domain": address})
    add(parent, "description", item.summary)
    add(parent, f"{{{CONTENT}}}encoded", item.html)
    if item.picture:
        _picture(parent, item.picture)


def _picture(parent: etree._Element, picture: Picture) -> None:
    file = {"url": picture.url, "type": picture.type}
    add(parent, "enclosure", attributes={**file, "length": str(picture.size)})
    media(parent, picture)


def media(parent: etree._Element, picture: Picture) -> None:
    """Media RSS, as both formats carry it."""
    facts = {
        "url": picture.url,
        "type": picture.type,
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
        "fileSize": str(picture.size),
    }
    content = add(parent, f"{{{MEDIA}}}content", attributes=facts)
    if picture.caption:
        add(content, f"{{{MEDIA}}}description", picture.caption, {"type": "plain"})
    if picture.credit:
        add(content, f"{{{MEDIA}}}credit", picture.credit)
