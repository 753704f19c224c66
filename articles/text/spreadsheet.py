"""Cells of exported tables that no spreadsheet takes for a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

_FORMULA = "=+-@\N{MINUS SIGN}"
_UNSEEN = " '\""  # spreadsheets look past these
# Where Excel separates by ";" or a tab, or takes a line end in a cell for the end of a row, what
# follows is a cell of its own.
_CELL = re.compile(r"[^;\t\r\n]+")


def cell(value: Any) -> str:
    """The value as text; an apostrophe in front of whatever would run as a formula (OWASP)."""
    text = "" if value is None else str(value)
    guarded = _CELL.sub(_guard, text)
    return f"'{guarded}" if text.startswith(("\t", "\r", "\n")) else guarded


def _guard(match: re.Match[str]) -> str:
    text = match[0]
    visible = (one for one in text if one.isprintable() and one not in _UNSEEN)
    first = next(visible, "")
    # In whichever of its widths: `＝` runs like `=`.
    is_formula = first and unicodedata.normalize("NFKC", first)[0] in _FORMULA
    return f"'{text}" if is_formula else text


def table(rows: Iterable[Iterable[Any]]) -> bytes:
    """Comma-separated values in UTF-8, with the mark by which Excel knows them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
