"""Values of a frozen story as words, and what changed between two of them."""

from collections.abc import Iterable
from typing import Any

from articles.text.body import plain
from articles.text.diff import diff_text

LABELS = {"internal_note": "Desk note", "source_url": "Source URL"}


def diff_values(changes: Iterable[tuple[str, Any, Any]]) -> list[dict[str, Any]]:
    """Return (label, before, after) word by word."""
    return [
        {"label": label, "words": diff_text(*_texts(label, before, after))}
        for label, before, after in changes
    ]


def diff_revisions(before: Any, after: Any) -> list[dict[str, Any]]:
    """Return what changed from one revision to another; `before` may be None."""
    old = {**before.story, **before.desk} if before else {}
    new = {**after.story, **after.desk}
    changes = [
        (_label(name), old.get(name), value)
        for name, value in new.items()
        if old.get(name) != value and (before or value)
    ]
    return diff_values(changes)


def _label(name: str) -> str:
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _texts(label: str, before: Any, after: Any) -> tuple[str, str]:
    """Bodies are compared as they are read; where only the markup differs, as markup."""
    old, new = as_text(before), as_text(after)
    if label == "Body" and plain(old) != plain(new):
        return plain(old), plain(new)
    return old, new


def as_text(value: Any) -> str:
    """Write a value of a frozen story as an editor reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or f"Photo {value.get('id')}: {value.get('caption', '')}")
    return "" if value is None else str(value)
