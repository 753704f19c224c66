"""RSS 2.0 with the extensions that readers' programs know."""

from collections.abc import Iterable

from lxml import etree

from articles.text.dates import iso, rfc822
from articles.text.xml import ATOM, MEDIA, add, document, history

from .channel import GENERATOR, Channel
from .items import Item, ItemPicture

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
ICON_WIDTH = 144  # the specification's limit
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
    add(parent, "copyright", channel.copyright)
    add(parent, "lastBuildDate", rfc822(channel.updated))
    add(parent, "generator", GENERATOR)
    add(parent, "docs", "https://www.rssboard.org/rss-specification")
    add(parent, "ttl", "1")  # minutes: as long as caches may keep a feed
    icon = channel.icon(ICON_WIDTH)
    image = add(parent, "image")
    add(image, "url", icon.url)
    add(image, "title", channel.title)
    add(image, "link", channel.home)
    add(image, "width", str(icon.width))
    add(image, "height", str(icon.width))
    _link(parent, "self", channel.address, type="application/rss+xml")
    _link(parent, "license", channel.terms, type="text/html")
    for rel, href in (*(("hub", hub) for hub in channel.hubs), *channel.links):
        _link(parent, rel, href)
    if channel.is_archive:
        history(parent)


def _link(parent: etree._Element, rel: str, href: str, **more: str) -> None:
    add(parent, f"{{{ATOM}}}link", attributes={"rel": rel, "href": href, **more})


def _item(parent: etree._Element, item: Item) -> None:
    add(parent, "title", item.title)
    add(parent, "link", item.url)
    add(parent, "guid", item.urn, {"isPermaLink": "false"})
    add(parent, "pubDate", rfc822(item.published))
    add(parent, f"{{{ATOM}}}updated", iso(item.updated))
    for author in item.authors:
        add(parent, f"{{{DC}}}creator", author.name)
    add(parent, f"{{{DC}}}language", item.language)
    # RSS has no source without an address; Dublin Core has.
    if item.source and item.source_url:
        add(parent, "source", item.source, {"url": item.source_url})
    elif item.source:
        add(parent, f"{{{DC}}}source", item.source)
    for name, address in item.subjects:
        add(parent, "category", name, {"domain": address})
    add(parent, "description", item.summary)
    if item.html:
        add(parent, f"{{{CONTENT}}}encoded", item.html)
    if item.picture:
        best = item.picture.files[0]
        file = {"url": best.url, "type": best.type, "length": str(best.size)}
        add(parent, "enclosure", attributes=file)
        media(parent, item.picture, described=bool(item.html))


def media(parent: etree._Element, picture: ItemPicture, *, described: bool) -> None:
    """Media RSS, as RSS and Atom carry it: one photo in several files, the first the best.

    `described` is false in an item without a text: feedparser takes a description after a summary
    for the story's content.
    """
    group = add(parent, f"{{{MEDIA}}}group")
    for file in picture.files:
        facts = {
            "url": file.url,
            "type": file.type,
            "medium": "image",
            "width": str(file.width),
            "height": str(file.height),
            "fileSize": str(file.size),
        }
        if file is picture.files[0]:
            facts["isDefault"] = "true"
        add(group, f"{{{MEDIA}}}content", attributes=facts)
    if picture.caption and described:
        add(group, f"{{{MEDIA}}}description", picture.caption, {"type": "plain"})
    if picture.credit:
        add(group, f"{{{MEDIA}}}credit", picture.credit)
