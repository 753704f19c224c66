"""Every string of readers' pages that stands to be translated, found in templates and code."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [
    ROOT / "templates" / "base.html",
    *sorted((ROOT / "templates" / "errors").glob("*.html")),
    *sorted((ROOT / "templates" / "articles").rglob("*.html")),
]
CODE = sorted(
    path
    for path in (ROOT / "articles").rglob("*.py")
    if not {"admin", "migrations"} & set(path.parts)
)
MANY = {"ngettext", "ngettext_lazy"}
MARKS = {"_", "gettext", "gettext_lazy", "pgettext", *MANY}
_TEXT = r"""((?:u?'(?:\\.|[^'\\])*')|(?:u?"(?:\\.|[^"\\])*"))"""
_ONE = re.compile(rf"\b(?:_|gettext)\(\s*{_TEXT}\s*\)", re.S)
_MANY = re.compile(rf"\bngettext\(\s*{_TEXT}\s*,\s*{_TEXT}", re.S)


def found() -> set[str | tuple[str, str]]:
    """Return each string, a pair where it has a plural."""
    strings: set[str | tuple[str, str]] = set()
    for path in TEMPLATES:
        strings |= of_template(path.read_text())
    for path in CODE:
        strings |= of_code(path.read_text())
    return strings


def of_template(source: str) -> set[str | tuple[str, str]]:
    code = templatize(source)
    one = {ast.literal_eval(text) for text in _ONE.findall(code)}
    return one | {
        (ast.literal_eval(a), ast.literal_eval(b)) for a, b in _MANY.findall(code)
    }


def of_code(source: str) -> set[str | tuple[str, str]]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    said = (_said(call) for call in calls if getattr(call.func, "id", "") in MARKS)
    return {words[0] if len(words) == 1 else words for words in said if all(words)}


def _said(call: ast.Call) -> tuple[str, ...]:
    """The words of a call, two of `ngettext`; empty where they are not written there."""
    many = 2 if call.func.id in MANY else 1
    words = [arg.value if isinstance(arg, ast.Constant) else "" for arg in call.args[:many]]
    return tuple(words) or ("",)
