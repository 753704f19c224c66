"""A story's body brought into shape: a list of blocks, each with lines of marked text.

Reads what nh3 wrote of `nested` markup, so every tag is closed and every attribute quoted, and a
regular expression is a parser. What it writes has one form only: empty things are left out, marks
are nested in one order, white space is collapsed. Reading its own output gives the same again.
"""

import re
from html import escape, unescape
from itertools import takewhile

from .links import is_outside
from .nesting import HIDE, SHOW
from .plain_text import legible

TAG = re.compile(
    r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>'
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SOLIDUS = "\u0338"  # after a tag it would compose with its ">" and take the tag apart
_BEFORE_WORDS = " \u00a0\u202f" + _SOLIDUS
# A single narrow or unbreakable space is meant: "5 G", "10 km".
_SPACE = re.compile(r"\s{2,}|[^\S\u00a0\u202f]")
# Word writes the items of a list as paragraphs with a bullet from its symbol font.
_BULLET = re.compile(r"[·•▪‣◦]\s[\s\u0338]*")

# What may stand in what. Anything else in the wrong place is taken as paragraphs.
_LISTS = ("ul", "ol")
_INSIDE = {
    "body": ("ul", "ol", "blockquote", "table"),
    "blockquote": _LISTS,
    "ul": ("li", "ul", "ol"),
    "ol": ("li", "ul", "ol"),
    "li": _LISTS,
    "table": ("thead", "tbody"),
    "thead": ("tr",),
    "tbody": ("tr",),
    "tr": ("td", "th"),
    "td": _LISTS,
    "th": _LISTS,
}
_GRID = ("table", "thead", "tbody", "tr")
_MAX_DEPTH = 12
_OF_A_FIGURE = ("data-photo", "data-width", "data-caption", "data-alt")
_SPANS = ("colspan", "rowspan")
_LINES = ("p", "h2", "h3")
_MARKS = ("a", "strong", "em", "sub", "sup")  # outermost first


class Box:
    """An element that holds blocks."""

    def __init__(self, tag, attributes="", parts=()):
        self.tag = tag
        self.attributes = attributes
        self.parts = [*parts]  # markup, or boxes that may still be added to
        self.lines = []  # the line elements open in it, innermost last

    def line_tag(self):
        if self.tag in _LISTS:
            return "li"
        return self.lines[-1] if self.lines and self.tag == "body" else "p"

    def is_empty(self):
        """An empty cell holds its column's place, all else that is empty goes."""
        return not self.parts and self.tag not in ("td", "th")

    def html(self):
        parts = [part if isinstance(part, str) else part.html() for part in self.parts]
        paragraphs = [index for index, part in enumerate(parts) if part.startswith("<p>")]
        # The one paragraph of an item or a cell needs no element of its own.
        if self.tag in ("li", "td", "th") and len(paragraphs) == 1:
            (index,) = paragraphs
            parts[index] = parts[index].removeprefix("<p>").removesuffix("</p>")
        return f"<{self.tag}{self.attributes}>{''.join(parts)}</{self.tag}>"

    def add_line(self, tag, line):
        self.parts.append(
            Box("li", parts=[line]) if tag == "li" else f"<{tag}>{line}</{tag}>"
        )

    def add_bullet(self, line):
        """The line as an item of the list just written, or of a new one."""
        last = self.parts[-1] if self.parts else None
        if not (isinstance(last, Box) and last.tag == "ul"):
            self.parts.append(Box("ul"))
        self.parts[-1].add_line("li", line)

    def add_box(self, box):
        """A list found directly in a list belongs to the item before it."""
        if box.tag in _LISTS and self.tag in _LISTS:
            if not self.parts:
                self.parts.append(Box("li"))
            self.parts[-1].parts.append(box)
        else:
            self.parts.append(box)


class Blocks:
    """Fed with markup, gives it back as blocks."""

    def __init__(self):
        self._boxes = [Box("body")]
        self._undo = []  # what each open element's end has to do
        # the opening tags of each, innermost last
        self._marks = {name: [] for name in _MARKS}
        self._rows = None  # the line being written: rows of [marks, text]
        self._figures = []

    def feed(self, markup: str) -> None:
        position = 0
        for match in TAG.finditer(markup):
            self._text(markup[position : match.start()])
            position = match.end()
            tag = match["tag"]
            if match["end"]:
                if self._undo:
                    self._undo.pop()()
            elif tag == "br":
                self._rows = self._rows or [[]]
                self._rows.append([])
            elif tag == "hr":
                self._end_line()
            else:
                attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
                self._undo.append(self._open(tag, attributes))
        self._text(markup[position:])

    def html(self) -> str:
        self._end_line()
        while len(self._boxes) > 1:
            self._close_box()
        parts = self._boxes[0].parts
        return "".join(part if isinstance(part, str) else part.html() for part in parts)

    def _open(self, tag, attributes):
        """Open the element; returns what closes it."""
        if tag in _MARKS:
            self._marks[tag].append(_mark(tag, attributes))
            return self._marks[tag].pop
        self._end_line()
        box = self._boxes[-1]
        if tag in _LINES:
            box.lines.append(tag)
            return self._close_line
        if tag in _INSIDE[box.tag] and len(self._boxes) < _MAX_DEPTH:
            self._boxes.append(Box(tag, _written(attributes, _SPANS)))
            return self._close_box
        if tag == "figure" and "data-photo" in attributes:
            figure = f"<figure{_written(attributes, _OF_A_FIGURE)}></figure>"
            # Photos stand between the body's blocks; one found deeper follows the block it is in.
            following = box.parts if box.tag == "body" else self._figures
            following.append(figure)
        return self._end_line

    def _close_line(self):
        self._end_line()
        self._boxes[-1].lines.pop()

    def _close_box(self):
        self._end_line()
        box = self._boxes.pop()
        parent = self._boxes[-1]
        if not box.is_empty():
            parent.add_box(box)
        if len(self._boxes) == 1:
            parent.parts += self._figures
            self._figures = []

    def _text(self, text):
        text = legible(text.replace("&nbsp;", "\u00a0").translate(SHOW))
        if self._rows is None:
            if not text or text.isspace():
                return
            self._rows = [[]]
        row = self._rows[-1]
        # At most one mark of each kind, the innermost, in the one order.
        innermost = (openings[-1] for openings in self._marks.values() if openings)
        marks = tuple(mark for mark in innermost if mark)
        if row and row[-1][0] == marks:
            row[-1][1].append(text)
        else:
            row.append((marks, [text]))

    def _end_line(self):
        if self._rows is None:
            return
        rows, self._rows = [_row_html(row) for row in self._rows], None
        box = next(box for box in reversed(self._boxes) if box.tag not in _GRID)
        tag = box.line_tag()
        bullets = tag == "p" and box.tag != "li"
        for line in _lines(rows, tag, bullets):
            if bullets and _BULLET.match(line):
                box.add_bullet(_BULLET.sub("", line, count=1))
            else:
                box.add_line(tag, line)


def _mark(tag, attributes):
    """The opening tag of a mark; '' for a link that leads nowhere."""
    if tag != "a":
        return f"<{tag}>"
    href = unescape(attributes.get("href", ""))
    if not href:
        return ""
    rel = ' rel="noopener nofollow"' if is_outside(href) else ""
    title = _written(attributes, ("title",)) if attributes.get("title") else ""
    return f'<a href="{escape(href)}"{title}{rel}>'


def _written(attributes, names):
    return "".join(
        f' {name}="{escape(unescape(attributes[name]))}"'
        for name in names
        if name in attributes
    )


def _row_html(row):
    """The runs of one row as markup, each mark opened once for as long as it goes on."""
    out = []
    open_marks = ()
    for marks, text in _runs(row):
        pairs = zip(open_marks, marks, strict=False)
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
        out += [_closing(mark) for mark in reversed(open_marks[shared:])]
        out += marks[shared:]
        out.append(text.translate(HIDE))
        open_marks = marks
    out += [_closing(mark) for mark in reversed(open_marks)]
    return "".join(out)


def _runs(row):
    """Marks and text, white space collapsed across runs; white space alone carries no mark."""
    runs = []
    for marks, pieces in row:
        text = _SPACE.sub(" ", legible("".join(pieces)))
        at_space = not runs or runs[-1][1][-1].isspace()
        text = text.lstrip(_BEFORE_WORDS if at_space else _SOLIDUS)
        if text:
            runs.append((() if text.isspace() else marks, text))
    while runs and runs[-1][1].isspace():
        runs.pop()
    if runs:
        marks, text = runs[-1]
        runs[-1] = (marks, text.rstrip())
    return runs


def _closing(mark):
    return f"</{mark[1:].split()[0].rstrip('>')}>"


def _lines(rows, tag, bullets):
    """Rows as lines of a block: a paragraph ends at an empty row, and before a bullet if asked."""
    lines = [[]]
    for row in rows:
        if (tag == "p" and not row) or (bullets and _BULLET.match(row)):
            lines.append([])
        if row:
            lines[-1].append(row)
    return ["<br>".join(line) for line in lines if line]
