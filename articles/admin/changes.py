"""Values of stories and photos as text, and what changed between two of them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from articles.models import Photo
from articles.text.body import plain
from articles.text.dates import newsroom_time
from articles.text.diff import diff_text

LABELS = {"internal_note": "Desk note", "source_url": "Source URL"}


def diff_values(changes: Iterable[tuple[str, Any, Any]]) -> list[dict[str, Any]]:
    """Return of (label, before, after) what changed word by word."""
    diffs = []
    for label, before, after in changes:
        old, new = as_text(before), as_text(after)
        if label == "Body":
            old, new = body_texts(old, new)
        diffs.append({"label": label, "words": diff_text(old, new)})
    return diffs


def diff_dicts(
    before: dict, after: dict, label: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return what changed from one state to another, of the first (`before` empty) what it has."""
    changes = [
        (label(name), before.get(name), value)
        for name, value in after.items()
        if value != before.get(name) and (before or value)
    ]
    return diff_values(changes)


def diff_revisions(before: Any, after: Any) -> list[dict[str, Any]]:
    old = {**before.story, **before.desk} if before else {}
    new = {**after.story, **after.desk}
    return diff_dicts(
        old,
        new,
        lambda name: LABELS.get(name) or name.replace("_", " ").capitalize(),
    )


def body_texts(old: str, new: str) -> tuple[str, str]:
    """Bodies are compared as they are read; where only the markup differs, as markup."""
    if plain(old) == plain(new):
        return old, new
    return plain(old), plain(new)


def as_text(value: Any) -> str:
    """Write a value of a desk copy or of a frozen story as an editor reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return newsroom_time(value)
    if isinstance(value, Photo):
        return f"{value.pk} – {value.title}"
    if isinstance(value, dict):
        return str(
            value.get("name") or f"Photo {value.get('id')}: {value.get('caption', '')}"
        )
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    if isinstance(value, tuple):
        return ": ".join(as_text(part) for part in value if part)
    # Browsers send two characters for the end of a line.
    return str(value).replace("\r\n", "\n")
