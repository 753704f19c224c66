"""What is left of the words that tests/repository/words.md retires.

python -m tests.repository.words [--root CHECKOUT] [path …]
"""

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.repository import word_places as places
from tests.repository import word_tables
from tests.repository.word_places import Name, Text
from tests.repository.word_tables import Entry

ROOT = Path(__file__).resolve().parents[2]
CODE = ("articles", "newsroom", "manage.py")
LOOKED_AT = (*CODE, "templates", "docs", "README.md", "tests")
NAMES: dict[str, Callable[[str], Iterator[Name]]] = {
    ".py": places.python_names,
    ".js": places.script_names,
    ".css": places.sheet_names,
    ".html": places.template_names,
    ".txt": places.template_names,
}
TEXTS: dict[str, Callable[[str], Iterator[Text]]] = {
    ".py": places.python_texts,
    ".js": places.script_texts,
    ".html": places.template_texts,
    ".txt": places.template_texts,
    ".po": places.messages,
    ".md": places.prose_texts,
}
# What Django, or our tree, names alike in many places.
NAMES_OF_DJANGO = {
    "__init__", "admin", "apps", "backend", "backends", "base", "forms", "middleware", "models",
    "signals", "tests", "urls", "views",
}  # fmt: skip
CLASSES_OF_DJANGO = {"Command", "DatabaseWrapper"}


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    word: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.word} → {self.instead}"


def findings(root: Path = ROOT, within: tuple[str, ...] = ()) -> list[Finding]:
    """Return all that is left below a checkout, or in some of its files and folders."""
    entries = defaultdict(list)
    for entry in word_tables.read():
        entries[entry.kind].append(entry)
    paths = _paths(root)
    left = {*_gone(paths, entries), *_twice(paths), *_classes_twice(root, paths)}
    for path in paths:
        left |= set(_of_file(root, path, entries)) if _is_within(path, within) else set()
    return sorted(one for one in left if _is_within(one.path, within))


def _is_within(path: str, within: tuple[str, ...]) -> bool:
    return not within or any(PurePosixPath(path).is_relative_to(place) for place in within)


def _paths(root: Path) -> list[str]:
    files = (
        file.relative_to(root)
        for place in LOOKED_AT
        for file in (
            [root / place] if (root / place).is_file() else (root / place).rglob("*")
        )
        if file.is_file()
    )
    unread = {"__pycache__", "migrations"}
    return sorted(file.as_posix() for file in files if not unread & set(file.parts))


def _of_file(root: Path, path: str, entries: dict[str, list[Entry]]) -> Iterator[Finding]:
    suffix = PurePosixPath(path).suffix
    source = (root / path).read_text() if _has_names(path) or _has_texts(path) else ""
    if _has_names(path):
        names = [Name(1, PurePosixPath(path).stem), *NAMES[suffix](source)]
        yield from _names(path, names, entries["identifiers"])
        yield from _addresses(path, names, entries["url"])
    if _has_texts(path):
        yield from _phrases(path, TEXTS[suffix](source), entries["phrases"])
    if suffix == ".py" and path.startswith(CODE):
        yield from _fields(path, places.model_fields(source), entries["fields"])


def _is_demo(path: str) -> bool:
    return "demo" in PurePosixPath(path).parts


def _has_names(path: str) -> bool:
    is_text = path.endswith(".txt") and not path.startswith("templates/")
    is_ours = path.startswith((*CODE, "templates/")) and PurePosixPath(path).suffix in NAMES
    return is_ours and not is_text


def _has_texts(path: str) -> bool:
    if path.startswith(("docs/decisions/", "tests/")) or _is_demo(path):
        return False
    is_text = path.endswith(".txt") and not path.startswith("templates/")
    return PurePosixPath(path).suffix in TEXTS and not is_text


def _names(path: str, names: list[Name], entries: list[Entry]) -> Iterator[Finding]:
    for entry in (entry for entry in entries if entry.is_in(path)):
        for line, name, sort in names:
            if entry.retires_name(name, is_definition=sort == "definition"):
                yield Finding(path, line, name, entry.instead)


def _addresses(path: str, names: list[Name], entries: list[Entry]) -> Iterator[Finding]:
    for line, name, _ in (name for name in names if name.sort == "url"):
        for entry in entries:
            if entry.retired in word_tables.parts(name):
                yield Finding(path, line, name, entry.instead)


def _fields(path: str, fields: Iterator[Name], entries: list[Entry]) -> Iterator[Finding]:
    for line, field, _ in fields:
        for entry in entries:
            if entry.retired in {field, field.partition(".")[2]}:
                yield Finding(path, line, field, entry.instead)


def _phrases(path: str, texts: Iterator[Text], entries: list[Entry]) -> Iterator[Finding]:
    for text in texts:
        for entry in entries:
            for line in _lines_with(entry, text) if entry.begins in text.text else ():
                yield Finding(path, line, f"“{entry.phrase}”", entry.instead)


def _lines_with(entry: Entry, text: Text) -> Iterator[int]:
    if not entry.is_whole:
        for found in entry.pattern.finditer(text.text):
            yield text.line + text.text.count("\n", 0, found.start())
    elif not text.is_prose and " ".join(text.text.split()).rstrip(".:… ") == entry.phrase:
        yield text.line + text.text[: -len(text.text.lstrip()) or None].count("\n")


def _gone(paths: list[str], entries: dict[str, list[Entry]]) -> Iterator[Finding]:
    for path in paths:
        for entry in entries["modules"]:
            if _is_module(path, entry.retired):
                yield Finding(path, 1, entry.retired, entry.instead)
        for entry in entries["files"]:
            if path.startswith(entry.retired) or path.endswith(f"/{entry.retired}"):
                yield Finding(path, 1, entry.retired, entry.instead)


def _is_module(path: str, retired: str) -> bool:
    place = retired if retired.startswith("newsroom/") else f"articles/{retired}"
    return path.startswith(place) if place.endswith("/") else path == f"{place}.py"


def _floor(path: str) -> str:
    folders = PurePosixPath(path).parts[:-1]
    return folders[0] if folders[0] == "newsroom" else "/".join(folders[:2])


def _twice(paths: list[str]) -> Iterator[Finding]:
    """Yield modules of a floor with the same name."""
    modules = defaultdict(list)
    for path in map(PurePosixPath, paths):
        if (
            path.suffix == ".py"
            and path.parts[0] in CODE[:2]
            and "commands" not in path.parts
        ):
            modules[_floor(str(path)), path.stem].append(str(path))
    for (floor, name), same in modules.items():
        for path in same if len(same) > 1 and name not in NAMES_OF_DJANGO else []:
            yield Finding(path, 1, name, f"another name: there are {len(same)} in {floor}")


def _classes_twice(root: Path, paths: list[str]) -> Iterator[Finding]:
    classes = defaultdict(list)
    for path in (p for p in paths if p.startswith(CODE) and p.endswith(".py")):
        for node in ast.parse((root / path).read_text()).body:
            if isinstance(node, ast.ClassDef):
                classes[node.name].append((path, node.lineno))
    for name, same in classes.items():
        for path, line in same if len(same) > 1 and name not in CLASSES_OF_DJANGO else []:
            others = ", ".join(sorted({other for other, _ in same} - {path}))
            yield Finding(
                path, line, f"class {name}", f"another name: there is one in {others}"
            )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.repository.words")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    parser.add_argument("paths", nargs="*", help="files and folders, from the root")
    options = parser.parse_args(arguments)
    if missing := [path for path in options.paths if not (options.root / path).exists()]:
        parser.error(f"not in {options.root}: {', '.join(missing)}")

    left = findings(options.root, tuple(path.rstrip("/") for path in options.paths))

    print("\n".join(map(str, left)) or "Nothing is left.")
    return min(len(left), 1)


if __name__ == "__main__":
    sys.exit(main())
