"""Values of a frozen story as words, and what changed between two of them."""

from collections.abc import Iterable
from typing import Any

from articles.text.body import plain
from articles.text.diff import diff_text

LABELS = {"internal_note": "Desk note", "source_url": "Source URL"}


def between(changed: Iterable[tuple[str, Any, Any]]) -> list[dict[str, Any]]:
    """Return (label, then, now) word by word."""
    return [
        {"label": label, "words": diff_text(*_texts(label, then, now))}
        for label, then, now in changed
    ]


def of_revisions(then: Any, now: Any) -> list[dict[str, Any]]:
    """Return what changed from one revision to another; `then` may be None."""
    old = {**then.story, **then.desk} if then else {}
    new = {**now.story, **now.desk}
    return between(
        (_label(name), old.get(name), value)
        for name, value in new.items()
        if old.get(name) != value and (then or value)
    )


def _label(name: str) -> str:
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def _texts(label: str, then: Any, now: Any) -> tuple[str, str]:
    """Bodies are compared as they are read; where only the markup differs, as markup."""
    old, new = words(then), words(now)
    if label == "Body" and plain(old) != plain(new):
        return plain(old), plain(new)
    return old, new


def words(value: Any) -> str:
    """Write a value of a frozen story as an editor reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(words(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("name") or f"Photo {value.get('id')}: {value.get('caption', '')}")
    return "" if value is None else str(value)
