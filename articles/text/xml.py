"""Small helpers for documents written with lxml: any text comes out as legal XML."""

import re
import unicodedata
from collections.abc import Mapping

from lxml import etree

from articles.text.plain_text import normal

# Everything XML 1.0 forbids, the C1 controls, and U+FFFD, which only says that a byte was lost.
_ILLEGAL = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]")

_AFTER_TAG = re.compile(r">([^\w\s<])")

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"


def legal(text: str) -> str:
    """The text composed (NFC) and without what no XML document may carry."""
    return normal("NFC", _allowed(text))


def legal_html(html: str) -> str:
    """The same of HTML; a mark at the start of an element would compose with the tag's own ">"."""

    def keep_apart(match: re.Match[str]) -> str:
        mark = match[1]
        return f">&#{ord(mark)};" if unicodedata.combining(mark) else match[0]

    return normal("NFC", _AFTER_TAG.sub(keep_apart, _allowed(html)))


def _allowed(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def add(
    parent: etree._Element,
    name: str,
    text: str = "",
    attributes: Mapping[str, str] | None = None,
) -> etree._Element:
    """Append an element; lxml escapes, so markup and `]]>` in the text stay text."""
    legal_attributes = {key: legal(value) for key, value in (attributes or {}).items()}
    child = etree.SubElement(parent, name, legal_attributes)
    child.text = legal(text) or None
    return child


def history(parent: etree._Element) -> None:
    """Mark a document as an archive (RFC 5005, 4)."""
    etree.SubElement(parent, f"{{{HISTORY}}}archive", nsmap={"fh": HISTORY})


def document(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
