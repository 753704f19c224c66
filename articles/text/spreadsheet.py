"""Cells of exported tables that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    """The value as text; an apostrophe in front of what would run as a formula (OWASP)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def table(rows: Iterable[Iterable[Any]]) -> bytes:
    """Comma-separated values in UTF-8, with the mark by which Excel knows them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
