"""Pasted markup in one pass: known tags alone, closed in their order, no deeper than stories are.

A parser of HTML looks at every tag through all that is open, so ten thousand open elements cost
minutes. What `nest` returns keeps few open, and says nothing that two parsers read differently:
comments, unknown tags and unknown attributes are gone, and what is no tag is text. In text, "&",
"<" and ">" stand as characters that no text has, because nh3 copies the whole of a text at every
entity and line end: translating by HIDE puts them in, by SHOW and ESCAPE takes them out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from html import unescape

from .plain_text import legible

DEEPEST = 50  # elements in one another: web pages have thirty, and of ours twelve are kept
LINES_OF_A_LINK = 10  # one that goes on was never closed, and is repeated in every line

_SPACE = r" \t\n\f\r"
# Everything that begins like a tag or comment matches: what has no end goes to the end of the
# text, as in browsers. So nothing is ever read twice.
_VALUE = rf"""(?:"([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^{_SPACE}>"'][^{_SPACE}>]*))"""
_ATTRIBUTE = re.compile(
    rf"([^{_SPACE}/>][^{_SPACE}/>=]*)(?:[{_SPACE}]*=[{_SPACE}]*{_VALUE}?)?", re.DOTALL
)
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*>?|</(?![a-zA-Z])[^>]*>?"
    rf"|<(?P<end>/?)(?P<tag>[a-zA-Z][^{_SPACE}/>]*)"
    rf"(?P<attributes>(?:[{_SPACE}/]+|{_ATTRIBUTE.pattern})*)(?P<whole>>|\Z)",
    re.DOTALL,
)
# What stands in these is no markup.
_RAW = {
    tag: re.compile(rf"</{tag}(?=[{_SPACE}/>])", re.IGNORECASE)
    for tag in "script style title textarea xmp iframe noembed noframes".split()
}

_VOID = {"br", "hr"}
_MARKS = {"a", "strong", "em"}  # they may cross blocks, and go on behind them
_SMALL = {"sub", "sup"}
_CELLS = {"td", "th", "caption"}  # no mark leaves these
_APART = set("noscript object svg math template select audio video canvas".split())
_SCOPE = {"table"} | _CELLS | _APART  # no end tag reaches out of these
_OF_A_TABLE = {"table", "thead", "tbody", "tr", "td", "th"}
# What an element ends that was left open: itself or a sibling, but none outside of these.
_SIBLINGS = ({"li"}, {"dt", "dd"}, {"td", "th"}, {"tr"}, {"thead", "tbody"})
_ENDS = {tag: siblings for siblings in _SIBLINGS for tag in siblings}
_HOLDERS = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}


HIDE = str.maketrans("&<>", "\ufdd0\ufdd1\ufdd2")
SHOW = str.maketrans("\ufdd0\ufdd1\ufdd2", "&<>")
ESCAPE = str.maketrans({"\ufdd0": "&amp;", "\ufdd1": "&lt;", "\ufdd2": "&gt;"})
_WHITE = str.maketrans(dict.fromkeys("\t\n\f\r", " "))
# no character has such a number, and Python refuses to read it
_HUGE = re.compile("&#[0-9]{8,}")


def nest(
    markup: str, known: Mapping[str, Iterable[str]], synonyms: Mapping[str, str]
) -> str:
    """Return the markup with tags and attributes of `known`, after `synonyms`, well nested.

    Costs as much as the markup is long. Words stay, but for those of scripts and their like.
    """
    written = []
    nesting = _Nesting()
    position = 0
    while token := _TOKEN.search(markup, position):
        written.append(_text(markup[position : token.start()]))
        position = token.end()
        tag = (token["tag"] or "").lower()
        tag = synonyms.get(tag, tag)
        if tag in _RAW and not token["end"]:
            ending = _RAW[tag].search(markup, position)
            position = ending.start() if ending else len(markup)
        elif tag in known and token["whole"]:
            attributes = _attributes(token["attributes"], known[tag])
            written.append(
                nesting.end(tag) if token["end"] else nesting.start(tag, attributes)
            )
    written.append(_text(markup[position:]))
    return "".join(written)


def _text(text: str) -> str:
    if "&" in text:
        text = legible(unescape(_HUGE.sub("&#9999999", text)))
    return text.translate(HIDE).translate(_WHITE)


def _attributes(text: str, known: Iterable[str]) -> str:
    if not known:
        return ""
    attributes: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        if name.lower() in known:
            attributes.setdefault(name.lower(), "".join(values).replace('"', "&quot;"))
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


class _Nesting:
    """What is open. `start` and `end` return what is written for a tag."""

    def __init__(self) -> None:
        self._boxes: list[str] = []
        self._marks: dict[str, int] = {}  # each with the number of boxes around it
        # tags without effect, whose ends have none either
        self._left_out: Counter[str] = Counter()
        self._lines = 0  # that the open link goes over

    def start(self, tag: str, attributes: str) -> str:
        if tag in _MARKS:
            return self._start_mark(tag, attributes)
        written = ""
        if tag not in _SMALL:
            self._lines += 1
            if "a" in self._marks and self._lines > LINES_OF_A_LINK:
                written = self.end("a")
        if tag in _VOID:
            return f"{written}<{tag}>"
        written += self._end_implied(tag)
        if len(self._boxes) >= DEEPEST:
            self._left_out[tag] += 1
            return written
        self._boxes.append(tag)
        return f"{written}<{tag}{attributes}>"

    def end(self, tag: str) -> str:
        if self._left_out[tag]:
            self._left_out[tag] -= 1
            return ""
        if tag in _MARKS:
            return f"</{tag}>" if self._marks.pop(tag, None) is not None else ""
        if tag in _VOID:
            return f"<{tag}>"
        index = self._nearest({tag}, tag)
        if index is None:
            # as browsers do: it parts what it stands in
            return "<p></p>" if tag == "p" else ""
        if tag in _SMALL and not _SMALL.issuperset(self._boxes[index:]):
            return ""
        return self._close(index)

    def _start_mark(self, tag: str, attributes: str) -> str:
        """A mark in its like changes nothing; a link ends the one before."""
        if tag in self._marks and tag != "a":
            self._left_out[tag] += 1
            return ""
        before = "</a>" if tag in self._marks else ""
        self._marks[tag] = len(self._boxes)
        self._lines = 0
        return f"{before}<{tag}{attributes}>"

    def _end_implied(self, tag: str) -> str:
        """The ends of a paragraph, item or cell that nobody wrote."""
        if tag in _ENDS:
            index = self._nearest(_ENDS[tag], tag)
            if index is not None:
                return self._close(index)
        if tag in _SMALL or tag in _APART:
            return ""
        index = len(self._boxes) - 1
        while index >= 0 and self._boxes[index] in _SMALL:
            index -= 1
        return self._close(index) if index >= 0 and self._boxes[index] == "p" else ""

    def _nearest(self, tags: set[str], tag: str) -> int | None:
        stops = (
            {"table"} | _APART if tag in _OF_A_TABLE else _SCOPE | _HOLDERS.get(tag, set())
        )
        for index in range(len(self._boxes) - 1, -1, -1):
            if self._boxes[index] in tags:
                return index
            if self._boxes[index] in stops:
                return None
        return None

    def _close(self, index: int) -> str:
        closed = self._boxes[index:]
        del self._boxes[index:]
        marks = []
        if not _CELLS.isdisjoint(closed):
            marks = [mark for mark, around in self._marks.items() if around > index]
        for mark in marks:
            del self._marks[mark]
        # An end that comes from now on is of what stands around, not of what was left out inside.
        for tag in self._left_out.keys() - self._marks.keys():
            del self._left_out[tag]
        return "".join(f"</{tag}>" for tag in [*marks, *reversed(closed)])
