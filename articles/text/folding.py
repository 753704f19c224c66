"""Text folded for comparing: what a person would call the same word."""

import re

from .typography import clean_line, normal

# No decomposition exists for these, so stripping combining marks leaves them as they are.
_LETTERS = str.maketrans(
    {"ə": "e", "ǝ": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "’": "'", "‘": "'", "ʼ": "'"}
)
# Only the diacritics of Latin, Greek and Cyrillic: the marks of Indic scripts are vowels.
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Case, diacritics, ə/ı/İ and width folded, white space collapsed; may be longer than `text`.

    Both sides of a comparison must be folded: fold("ŞƏHƏR") == fold("şəhər") == "seher".
    """
    text = clean_line(normal("NFKC", text)).casefold()
    text = _MARKS.sub("", normal("NFKD", text)).translate(_LETTERS)
    return clean_line(normal("NFKC", text).casefold())
