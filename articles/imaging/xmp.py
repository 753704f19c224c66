"""XMP: facts as RDF. Read with a parser that follows nothing and knows no entities."""

from contextlib import suppress
from datetime import datetime

from lxml import etree

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_VALUES = 200

_TEXTS = {
    "title": (f"{PHOTOSHOP}Headline",),
    "name": (f"{DC}title",),
    "caption": (f"{DC}description",),
    "alt": (f"{IPTC}AltTextAccessibility",),
    "city": (f"{PHOTOSHOP}City",),
    "country": (f"{PHOTOSHOP}Country",),
    "credit": (f"{PHOTOSHOP}Credit",),
    "source": (f"{PHOTOSHOP}Source",),
    "copyright_notice": (f"{DC}rights",),
    "usage_terms": (f"{RIGHTS}UsageTerms",),
    "instructions": (f"{PHOTOSHOP}Instructions",),
}
_LISTS = {"keywords": f"{DC}subject", "people": f"{EXTENSION}PersonInImage"}
_TAKEN = (f"{PHOTOSHOP}DateCreated", f"{EXIF}DateTimeOriginal")


def facts(block: bytes) -> dict:
    """Return the facts of an XMP packet, as far as it can be read."""
    values = _properties(block)
    extracted: dict = {name: _first(values, *keys) for name, keys in _TEXTS.items()}
    extracted |= {name: tuple(values.get(key, ())) for name, key in _LISTS.items()}
    extracted["creator"] = ", ".join(values.get(f"{DC}creator", ()))
    extracted["city"] = extracted["city"] or _first(values, f"{EXTENSION}City")
    extracted["country"] = extracted["country"] or _first(values, f"{EXTENSION}CountryName")
    extracted["taken_at"] = None
    written = _first(values, *_TAKEN).strip()
    if len(written) > len("2025-11-28"):  # a day alone is no moment
        with suppress(ValueError):
            extracted["taken_at"] = datetime.fromisoformat(written)
    return extracted


def _properties(block: bytes) -> dict[str, list[str]]:
    """Return every property with its values; of languages the default one comes first."""
    # XMP needs neither, and both make parsers expand or fetch things.
    if b"<!DOCTYPE" in block or b"<!ENTITY" in block:
        return {}
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    root = etree.fromstring(block.strip(b"\0 \r\n\t"), parser)
    values: dict[str, list[str]] = {}
    if root is None:
        return values
    for description in root.iter(f"{RDF}Description"):
        for name, value in description.attrib.items():
            values.setdefault(name, []).append(value)
        for child in description.iterchildren(tag=etree.Element):
            _add_property(child, values)
    return values


def _add_property(element: etree._Element, values: dict[str, list[str]]) -> None:
    """Properties of a structure inside (a place) count by their own names."""
    items = element.findall(f"./*/{RDF}li")[:MAX_VALUES]
    if not items:
        if element.text and element.text.strip():
            values.setdefault(element.tag, []).append(element.text)
        return
    for item in sorted(items, key=lambda one: one.get(XML_LANG) not in (None, "x-default")):
        parts = [*item.attrib.items(), *((part.tag, part.text) for part in item)]
        for name, value in parts:
            # The tag of a comment is a function.
            if value and isinstance(name, str) and name.startswith(EXTENSION):
                values.setdefault(name, []).append(value)
        if item.text and item.text.strip():
            values.setdefault(element.tag, []).append(item.text)


def _first(values: dict[str, list[str]], *keys: str) -> str:
    return next((values[key][0] for key in keys if values.get(key)), "")
