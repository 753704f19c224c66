"""LIKE that folds every alphabet: SQLite's own knows ASCII only, so ŞƏHƏR was not şəhər."""

import functools
import re
from typing import Any

from articles.text.plain_text import normal


def fold(text: str) -> str:
    """One form for what differs only in case; İ, I, ı and i are one letter, as on PostgreSQL
    (newsroom/backends/postgresql)."""
    small = normal("NFC", text).lower()
    return small.replace("ı", "i").replace("i̇", "i")


def like(pattern: Any, value: Any, escape: str | None = None) -> bool | None:
    """SQL's `value LIKE pattern ESCAPE escape`."""
    if pattern is None or value is None:
        return None
    return _compiled(str(pattern), escape).fullmatch(fold(str(value))) is not None


def register_like(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function(
                "like", arguments, like, deterministic=True
            )


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str | None) -> re.Pattern[str]:
    """Parts between wildcards are each found as early as they are, and never sought again."""
    parts, characters = [""], iter(fold(pattern))
    for character in characters:
        if character == escape:
            parts[-1] += re.escape(next(characters, ""))
        elif character == "%":
            parts.append("")
        else:
            parts[-1] += "." if character == "_" else re.escape(character)
    first, *others = parts
    if not others:
        return re.compile(first, re.DOTALL)
    between = "".join(f"(?>.*?{part})" for part in others[:-1] if part)
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)
