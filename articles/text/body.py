"""The body of a story: what it may contain, how it becomes that, and how it is read.

`ALLOWED` is the one table of elements and attributes; documentation prints it. A body that
`clean_body` returned is canonical: the readers below rely on that and stay simple.
"""

import html
import re

import nh3

from .blocks import TAG, Blocks
from .links import clean_href
from .nesting import ESCAPE, nest
from .plain_text import clean_line, legible

ALLOWED: dict[str, set[str]] = {
    "p": set(),
    "a": {"href", "title"},  # rel is ours: set on links that lead outside
    "strong": set(),
    "em": set(),
    "sub": set(),
    "sup": set(),
    "br": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
    "h2": set(),
    "h3": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    # Our own block: written empty, filled when a page is made; words empty: the photo's own.
    "figure": {"data-photo", "data-width", "data-caption", "data-alt"},
}

# Pasted elements that mean one of ours.
SYNONYMS = {
    "b": "strong",
    "i": "em",
    "cite": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "tfoot": "tbody",
}
# Pasted elements that end a paragraph and are otherwise forgotten.
PARAGRAPHS = set(
    "address article aside caption center dd details dialog dir div dl dt fieldset figcaption "
    "footer form header hgroup hr legend main menu nav option pre section summary".split()
)
# Elements whose content is not text for readers.
DROPPED = set(
    "script style title iframe noembed noframes noscript object svg math template select "
    "textarea xmp audio video canvas".split()
)
_FIGURE = re.compile(r'<figure data-photo="(\d+)"(?: data-[a-z]+="[^"]*")*></figure>')
_FIGURE_VALUE = re.compile(r' data-(width|caption|alt)="([^"]*)"')
_LONGEST = {"data-caption": 1000, "data-alt": 300}
_PHOTO_ID = re.compile(r"[1-9][0-9]{0,17}")
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_READ = {tag: ALLOWED.get(tag, set()) for tag in {*ALLOWED, *PARAGRAPHS, *DROPPED}}
_SITE_LINK = re.compile(r'<a href="(?=/)')
_SCHEMES = {"http", "https", "mailto"}


def clean_body(html: str) -> str:
    """The body with nothing but ALLOWED in it, in blocks; cleaning it again changes nothing.

    Never raises, and costs as much as the text is long. nh3 parses twice: first everything that
    we can make something of, then the result against the table, so that safety does not depend on
    what lies between.
    """
    nested = nest(legible(html), _READ, SYNONYMS)
    blocks = Blocks()
    blocks.feed(_first_pass.clean(nested))
    return _last_pass.clean(blocks.html()).translate(ESCAPE)


def photo_ids(body: str) -> list[int]:
    """The photos that the body places, in order."""
    return [int(photo) for photo in _FIGURE.findall(body)]


def figures(body: str) -> dict[int, dict[str, str]]:
    """What the body says of each photo it places: "width", "caption", "alt", where it says it.

    A photo that is placed twice is as it is the first time.
    """
    by_photo: dict[int, dict[str, str]] = {}
    for match in _FIGURE.finditer(body):
        values = {
            name: html.unescape(value) for name, value in _FIGURE_VALUE.findall(match[0])
        }
        by_photo.setdefault(int(match[1]), values)
    return by_photo


def split_figures(body: str) -> list[tuple[str, int | None]]:
    """The body's parts in order: ("<p>…</p>", None) for markup, ("", 9) for photo 9."""
    parts: list[tuple[str, int | None]] = []
    for index, part in enumerate(_FIGURE.split(body)):
        if index % 2:
            parts.append(("", int(part)))
        elif part:
            parts.append((part, None))
    return parts


def plain(body: str) -> str:
    """The body's words: paragraphs, list items and table rows with a blank line between them."""
    lines = [
        clean_line(html.unescape(line)) for line in TAG.sub(_plain_tag, body).split("\n")
    ]
    text = "\n".join(lines)
    return re.sub("\n{3,}", "\n\n", text).strip()


def word_count(body: str) -> int:
    """Words that have a letter or digit in them."""
    return sum(any(map(str.isalnum, word)) for word in plain(body).split())


def absolute_links(body: str, origin: str) -> str:
    """The body with links of this site made absolute, for feeds: origin is `https://host`."""
    start = f'<a href="{html.escape(origin.rstrip("/"))}'
    return _SITE_LINK.sub(lambda match: start, body)


def _plain_tag(match):
    tag = match["tag"]
    if tag == "br":
        return "\n"
    if tag in ("td", "th"):
        return " "
    return "" if tag in ("a", "strong", "em", "sub", "sup") else "\n\n"


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value as we keep it, or None where the attribute goes."""
    if name == "href":
        return clean_href(legible(value))
    if name == "title":
        return clean_line(value) or None if tag == "a" else None
    if name == "data-photo":
        return value if _PHOTO_ID.fullmatch(value) else None
    if name == "data-width":
        return value if value == "wide" else None
    if name in _LONGEST:
        return clean_line(legible(value))[: _LONGEST[name]].rstrip() or None
    if name in ("colspan", "rowspan"):
        return value if _SPAN.fullmatch(value) else None
    return value if name == "rel" else None


_first_pass = nh3.Cleaner(
    tags=(set(ALLOWED) | PARAGRAPHS) - DROPPED,
    clean_content_tags=DROPPED,
    attributes=ALLOWED,
    attribute_filter=_attribute,
    link_rel=None,
    url_schemes=_SCHEMES,
)
_last_pass = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=DROPPED,
    attributes=ALLOWED,
    attribute_filter=_attribute,
    tag_attribute_values={"a": {"rel": {"noopener nofollow"}}},
    link_rel=None,
    url_schemes=_SCHEMES,
)
