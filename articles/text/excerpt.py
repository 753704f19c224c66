"""The beginning of a text, for cards, descriptions and feeds."""

import re

from .plain_text import clean_line

# A full stop after a short word is more often "Mr." or "U.S." than the end of a sentence.
_SENTENCE_END = re.compile(r"\w{4}[.!?…][\"'”’»)]?(?= )")


def excerpt(text: str, limit: int = 200) -> str:
    """At most `limit` characters of one line.

    Ends with a whole sentence where one ends in the second half, else at a word with an ellipsis.
    """
    line = clean_line(text)
    if len(line) <= limit:
        return line
    ends = [match.end() for match in _SENTENCE_END.finditer(line[: limit + 1])]
    if ends and ends[-1] > limit // 2:
        return line[: ends[-1]]
    # One character is the ellipsis; of a single long word as much as there is room for.
    end = line.rfind(" ", 0, limit)
    cut = line[:end] if end > 0 else line[: max(limit - 1, 0)]
    return cut.rstrip(" ,;:–—-(«“\u200c\u200d") + "…"
