"""JSON Feed 1.1, with the corrections of a story as an extension."""

import json
from collections.abc import Iterable
from typing import Any

from articles.text.body import plain
from articles.text.dates import iso
from articles.text.xml import legal

from .channel import Channel
from .items import Item, ItemPicture
from .queries import Correction

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def write(channel: Channel, items: Iterable[Item]) -> bytes:
    """The document. A replaced story is left out: its substitute is an item of its own."""
    entries = [_item(item) for item in items if not item.replaced]
    feed = {**_head(channel), "items": entries}
    return json.dumps(_legal(feed), ensure_ascii=False, separators=(",", ":")).encode()


def _head(channel: Channel) -> dict[str, Any]:
    facts = {
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "next_url": channel.older,
        "description": channel.description,
        "icon": channel.icon(512).url,
        "favicon": channel.icon(64).url,
        "authors": [{"name": channel.publisher}],
        "language": channel.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in channel.hubs],
        "_rights": {"copyright": channel.copyright, "terms": channel.terms},
    }
    return {"version": VERSION, "title": channel.title, **_present(facts)}


def _item(item: Item) -> dict[str, Any]:
    facts = {
        "external_url": item.source_url,
        "summary": item.summary,
        "content_html": item.html,
        "image": item.picture.files[0].url if item.picture else "",
        "date_published": iso(item.published),
        "date_modified": iso(item.updated),
        "authors": [
            _present({"name": author.name, "url": author.url, "avatar": author.avatar})
            for author in item.authors
        ],
        "tags": [name for name, _ in item.subjects],
        "language": item.language,
        "attachments": [_attachment(item.picture)] if item.picture else [],
        "_correction": _corrections(item.corrections),
        "_source": {"name": item.source} if item.source else {},
    }
    # The format asks for content: in a feed of summaries the summary is all there is.
    text = plain(item.html) if item.html else item.summary
    must = {"id": item.urn, "url": item.url, "title": item.title, "content_text": text}
    return must | _present(facts)


def _attachment(picture: ItemPicture) -> dict[str, Any]:
    best = picture.files[0]
    title = " ".join(filter(None, (picture.caption, picture.credit)))
    return _present(
        {
            "url": best.url,
            "mime_type": best.type,
            "size_in_bytes": best.size,
            "title": title,
        }
    )


def _corrections(corrections: list[Correction]) -> dict[str, Any]:
    """The latest correction, and all of them newest first."""
    notes = []
    for correction in corrections:
        facts = {"what": correction.note, "where": correction.location}
        notes.append(_present({"date": iso(correction.at), **facts}))
    return {**notes[0], "all": notes} if notes else {}


def _present(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that are there: JSON Feed leaves out what is empty."""
    return {name: value for name, value in facts.items() if value not in ("", [], {})}


def _legal(value: Any) -> Any:
    """The same characters as the other two formats have."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, dict):
        return {name: _legal(part) for name, part in value.items()}
    return [_legal(part) for part in value] if isinstance(value, list) else value
