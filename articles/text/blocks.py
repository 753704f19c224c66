"""A story's body brought into shape: a list of blocks, each with lines of marked text.

Reads what nh3 wrote of `nested` markup, so every tag is closed and every attribute quoted, and a
regular expression is a parser. What it writes has one form only: empty things are left out, marks
are nested in one order, white space is collapsed. Reading its own output gives the same again.
"""

import re
from html import escape, unescape

from .links import is_outside
from .nesting import hidden, shown
from .plain_text import legible

TAG = re.compile(r'<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SOLIDUS = "\u0338"  # after a tag it would compose with its ">" and take the tag apart
_BEFORE_WORDS = " \u00a0\u202f" + _SOLIDUS
_SPACE = re.compile(r"\s+")
_NARROW = ("\u00a0", "\u202f")  # a single one is meant: "5 G", "10 km"
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
        if self.tag in ("li", "td", "th") and sum(part.startswith("<p>") for part in parts) == 1:
            parts = [_inner(part, "p") if part.startswith("<p>") else part for part in parts]
        return f"<{self.tag}{self.attributes}>{''.join(parts)}</{self.tag}>"

    def add_line(self, tag, line):
        self.parts.append(Box("li", parts=[line]) if tag == "li" else f"<{tag}>{line}</{tag}>")

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
        self._marks = {name: [] for name in _MARKS}  # the opening tags of each, innermost last
        self._rows = None  # the line being written: rows of [marks, text]
        self._figures = []

    def feed(self, markup: str) -> None:
        position = 0
        for match in TAG.finditer(markup):
            self._text(markup[position : match.start()])
            position = match.end()
            if match["end"]:
                self._end()
            else:
                self._start(match["tag"], dict(_ATTRIBUTE.findall(match["attributes"])))
        self._text(markup[position:])

    def html(self) -> str:
        self._end_line()
        while len(self._boxes) > 1:
            self._close_box()
        parts = self._boxes[0].parts
        return "".join(part if isinstance(part, str) else part.html() for part in parts)

    def _start(self, tag, attributes):
        if tag == "br":
            self._new_row()
        elif tag == "hr":
            self._end_line()
        else:
            self._undo.append(self._opened(tag, attributes))

    def _end(self):
        if self._undo:
            self._undo.pop()()

    def _opened(self, tag, attributes):
        """Open the element; returns what closes it."""
        if tag in _MARKS:
            self._marks[tag].append(_opening(tag, attributes))
            return self._marks[tag].pop
        self._end_line()
        if tag in _LINES:
            return self._open_line(tag)
        if tag in _INSIDE[self._boxes[-1].tag] and len(self._boxes) < _MAX_DEPTH:
            self._boxes.append(Box(tag, _spans(attributes)))
            return self._close_box
        if tag == "figure" and "data-photo" in attributes:
            self._add_figure(attributes)
        return self._end_line

    def _open_line(self, tag):
        lines = self._boxes[-1].lines
        lines.append(tag)

        def close():
            self._end_line()
            lines.pop()

        return close

    def _close_box(self):
        self._end_line()
        box = self._boxes.pop()
        parent = self._boxes[-1]
        if not box.is_empty():
            parent.add_box(box)
        if len(self._boxes) == 1:
            parent.parts += self._figures
            self._figures = []

    def _add_figure(self, attributes):
        """Photos stand between the body's blocks; one found deeper follows the block it is in."""
        words = "".join(
            f' {name}="{escape(unescape(attributes[name]))}"'
            for name in _OF_A_FIGURE
            if name in attributes
        )
        figure = f"<figure{words}></figure>"
        at_top = len(self._boxes) == 1
        (self._boxes[0].parts if at_top else self._figures).append(figure)

    def _text(self, text):
        text = legible(shown(text.replace("&nbsp;", "\u00a0")))
        if self._rows is None and (not text or text.isspace()):
            return
        if self._rows is None:
            self._rows = [[]]
        row, marks = self._rows[-1], self._current_marks()
        if row and row[-1][0] == marks:
            row[-1][1].append(text)
        else:
            row.append((marks, [text]))

    def _current_marks(self):
        """At most one of each kind, the innermost, in the one order."""
        current = (openings[-1] for openings in self._marks.values() if openings)
        return tuple(opening for opening in current if opening)

    def _new_row(self):
        if self._rows is None:
            self._rows = [[]]
        self._rows.append([])

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


def _opening(tag, attributes):
    """The opening tag of a mark; '' for a link that leads nowhere."""
    if tag != "a":
        return f"<{tag}>"
    if not (href := unescape(attributes.get("href", ""))):
        return ""
    title = unescape(attributes.get("title", ""))
    title = f' title="{escape(title)}"' if title else ""
    rel = ' rel="noopener nofollow"' if is_outside(href) else ""
    return f'<a href="{escape(href)}"{title}{rel}>'


def _spans(attributes):
    return "".join(f' {name}="{attributes[name]}"' for name in _SPANS if name in attributes)


def _row_html(row):
    """The runs of one row as markup, each mark opened once for as long as it goes on."""
    out, open_marks = [], ()
    for marks, text in _runs(row):
        kept = _shared(open_marks, marks)
        out += [_closing(mark) for mark in reversed(open_marks[kept:])]
        out += marks[kept:]
        out.append(hidden(text))
        open_marks = marks
    out += [_closing(mark) for mark in reversed(open_marks)]
    return "".join(out)


def _runs(row):
    """Marks and text, white space collapsed across runs; white space alone carries no mark."""
    runs = []
    for marks, pieces in row:
        text = _SPACE.sub(_one_space, legible("".join(pieces)))
        at_space = not runs or runs[-1][1][-1].isspace()
        text = text.lstrip(_BEFORE_WORDS if at_space else _SOLIDUS)
        if text.isspace():
            marks = ()
        if text:
            runs.append((marks, text))
    while runs and not (text := runs[-1][1].rstrip()):
        runs.pop()
    if runs:
        runs[-1] = (runs[-1][0], text)
    return runs


def _one_space(match):
    return match[0] if match[0] in _NARROW else " "


def _shared(before, after):
    """How many marks both have from the outermost inwards."""
    count = 0
    while count < min(len(before), len(after)) and before[count] == after[count]:
        count += 1
    return count


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


def _inner(part, tag):
    return part[len(tag) + 2 : -len(tag) - 3]
