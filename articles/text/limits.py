"""How much may be typed where. Asked before anything else reads it: a length is known at once."""

from typing import Any

# Of fields without a length of their own in the database, by name: what a newsroom needs, amply.
LONGEST = {
    "body": 200_000,  # with its markup; the longest reports have a quarter
    "trust": 20_000,
    "internal_note": 10_000,
    **dict.fromkeys(("bio", "links"), 5_000),
    **dict.fromkeys(("caption", "lead_caption", "instructions", "usage_terms"), 4_000),
    **dict.fromkeys(("standfirst", "description", "note", "review_note"), 2_000),
}
MOST_TAGS = 50
MOST_PHOTOS = (
    200  # in the text of a story, and as many in its gallery; each costs its page time
)


def max_length(model: Any, name: str) -> int | None:
    """Return how many characters a field of a model may have; None: it is no text."""
    return model._meta.get_field(name).max_length or LONGEST.get(name)


def excess(text: str, limit: int) -> str:
    """Return a sentence that says how many characters are too many; empty: none is."""
    over = len(text) - limit
    if over <= 0:
        return ""
    return f"{len(text):,} characters are {over:,} too many: {limit:,} are the most."


def too_long(model: Any, texts: dict[str, Any]) -> dict[str, str]:
    """Return a sentence for each text that is longer than its field of the model takes."""
    messages = {}
    for name, text in texts.items():
        limit = max_length(model, name) if isinstance(text, str) else None
        if limit and len(text) > limit:
            messages[name] = excess(text, limit)
    return messages
