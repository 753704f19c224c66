"""Where words stand in a file: the names we give, and what people read."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from babel.messages.pofile import read_po


class Name(NamedTuple):
    line: int
    text: str
    sort: str = ""  # a definition (of a function or a class), an url


class Text(NamedTuple):
    line: int
    text: str
    is_prose: bool = False  # a document as a whole


_MAKING = {"annotate", "alias", "aggregate", "dict"}
_NAMING = {"name", "related_name", "codename"}
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*\Z")


def python_names(source: str) -> Iterator[Name]:
    for node in ast.walk(ast.parse(source)):
        yield from _names_of(node)


def _names_of(node: ast.AST) -> Iterator[Name]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield Name(node.lineno, node.name, "definition")
        case ast.arg(arg=name) | ast.alias(asname=str(name)):
            yield Name(node.lineno, name)
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            yield Name(node.lineno, name)
        case (
            ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
        ):
            yield Name(node.lineno, name)
        case ast.Call():
            yield from _names_of_call(node)
        case ast.Dict():
            yield from (
                Name(key.lineno, key.value) for key in node.keys if _is_identifier(key)
            )


def _names_of_call(call: ast.Call) -> Iterator[Name]:
    """Yield columns and keys that a call makes, and what it names by a string."""
    function = getattr(call.func, "attr", getattr(call.func, "id", ""))
    for word in call.keywords:
        if word.arg and function in _MAKING:
            yield Name(word.value.lineno, word.arg)
        elif word.arg in _NAMING and _is_identifier(word.value):
            sort = "url" if function in {"path", "re_path"} else ""
            yield Name(word.value.lineno, word.value.value, sort)


def _is_identifier(node: ast.expr | None) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, str) and bool(_IDENTIFIER.match(value))


def model_fields(source: str) -> Iterator[Name]:
    """Yield `Model.field` of all classes that assign a `models.…(…)`."""
    for model in ast.walk(ast.parse(source)):
        for node in getattr(model, "body", []) if isinstance(model, ast.ClassDef) else []:
            match node:
                case ast.Assign(
                    targets=[ast.Name(id=name)],
                    value=ast.Call(func=ast.Attribute(value=ast.Name(id="models"))),
                ):
                    yield Name(node.lineno, f"{model.name}.{name}")


def python_texts(source: str) -> Iterator[Text]:
    """Yield strings, those with values in them as one; docstrings are none."""
    nodes = list(ast.walk(ast.parse(source)))
    skipped = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    skipped |= {
        id(part) for n in nodes if isinstance(n, ast.JoinedStr) for part in n.values
    }
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in skipped:
                yield Text(node.lineno, text)
            case ast.JoinedStr() if id(node) not in skipped:
                yield Text(node.lineno, "".join(map(_constant, node.values)))


def _constant(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"


_SCRIPT = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<template>`(?:\\.|[^`\\])*`)
    |(?P<name>[A-Za-z_$][\w$]*)""",
    re.S | re.X,
)
_VALUE = re.compile(r"\$\{(.*?)\}", re.S)
_SELECTOR = re.compile(r"[\w-]+")


def script_names(source: str) -> Iterator[Name]:
    """Yield every name, and strings that are names: of classes, ids, keys of a dataset."""
    for found in _SCRIPT.finditer(source):
        line, text = _line(source, found.start()), found[0]
        if found.lastgroup == "name":
            yield Name(line, text)
        elif found.lastgroup == "template":
            yield from (
                Name(line, n) for v in _VALUE.findall(text) for n in _SELECTOR.findall(v)
            )
        elif found.lastgroup == "string" and " " not in text:
            yield from (Name(line, name) for name in _SELECTOR.findall(text[1:-1]))


def script_texts(source: str) -> Iterator[Text]:
    for found in _SCRIPT.finditer(source):
        if found.lastgroup in {"string", "template"}:
            yield Text(_line(source, found.start()), _VALUE.sub("{}", found[0][1:-1]))


_SHEET_COMMENT = re.compile(r"/\*.*?\*/|url\([^)]*\)", re.S)
_SHEET_NAME = re.compile(r"[.#\[]([a-zA-Z_][\w-]*)|(--[\w-]+)|@keyframes\s+([\w-]+)")


def sheet_names(source: str) -> Iterator[Name]:
    source = _SHEET_COMMENT.sub(_blank, source)
    for found in _SHEET_NAME.finditer(source):
        yield Name(_line(source, found.start()), next(filter(None, found.groups())))


_TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}", re.S)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_QUOTED = re.compile(r"""["]([^"]*)["]|[']([^']*)[']""")
_VARIABLE = re.compile(r"[A-Za-z_]\w*")
_URL = re.compile(r"""\{%\s*url\s+["']([\w:-]+)""")
_BREAK = "\x1f"  # where a tag of the template stood


def template_names(source: str) -> Iterator[Name]:
    """Yield variables, URL names, and what HTML names: classes, ids, fields, data."""
    source = _TEMPLATE_COMMENT.sub(_blank, source)
    for tag in _TAG.finditer(source):
        line = _line(source, tag.start())
        yield from (
            Name(line, name) for name in _VARIABLE.findall(_QUOTED.sub(" ", tag[0]))
        )
        yield from (Name(line, name, "url") for name in _URL.findall(tag[0]))
    yield from _Page(source).names


def template_texts(source: str) -> Iterator[Text]:
    source = _TEMPLATE_COMMENT.sub(_blank, source)
    for tag in _TAG.finditer(source):
        for double, single in _QUOTED.findall(tag[0]):
            yield Text(_line(source, tag.start()), double or single)
    yield from _Page(source).texts


class _Page(HTMLParser):
    """The HTML of a template, its tags taken out."""

    _naming = ("class", "id", "name", "for", "form", "aria-describedby", "aria-labelledby")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[Name] = []
        self.texts: list[Text] = []
        self.feed(_TAG.sub(_marked, source))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        for name, value in attrs:
            self.names += [Name(line, name)] if name.startswith("data-") else []
            if name in self._naming:
                self.names += [Name(line, word) for word in _SELECTOR.findall(value or "")]
            else:
                self._read(line, value or "")

    def handle_data(self, data: str) -> None:
        self._read(self.getpos()[0], data)

    def _read(self, line: int, data: str) -> None:
        for text in data.split(_BREAK):
            self.texts.append(Text(line, text))
            line += text.count("\n")


def _marked(tag: re.Match) -> str:
    lines = "\n" * tag[0].count("\n")
    return f"{{}}{lines}" if tag[0].startswith("{{") else f"{_BREAK}{lines}"


def messages(source: str) -> Iterator[Text]:
    """Yield what stands to be translated, with its plural."""
    for message in read_po(source.splitlines()):
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        yield from (Text(message.lineno or 1, form) for form in forms if form)


_WHOLE_IN_PROSE = re.compile(
    r"""^\#+[ ](?P<heading>.+)$
    |(?P<mark>\*{1,2})(?!\s)(?P<marked>(?:[^*\n]|\n(?!\n))+)(?P=mark)
    |\[(?P<link>[^]\n]+)\]\(""",
    re.M | re.X,
)


def prose_texts(source: str) -> Iterator[Text]:
    """Yield a document, and by themselves its headings, links and what is bold or italic."""
    yield Text(1, source, is_prose=True)
    for found in _WHOLE_IN_PROSE.finditer(source):
        yield Text(
            _line(source, found.start()),
            found["heading"] or found["marked"] or found["link"],
        )


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def _blank(found: re.Match) -> str:
    return "\n" * found[0].count("\n")
