"""Slugs: the words of an address."""

from slugify import slugify as _transliterate

from .typography import clean_line

# Every transliterator loses ə ("az-rbaycanda"), and some write ş as "sh": Azerbaijani goes first.
_AZERBAIJANI = str.maketrans("əıöüşçğƏIİÖÜŞÇĞ", "eiouscgeiiouscg")


def slugify(text: str, max_length: int = 80) -> str:
    """ASCII words joined by hyphens, cut at the end of a word.

    Never raises; '' when nothing remains, and the caller falls back (to the id, for a story).
    """
    return _transliterate(
        clean_line(text).translate(_AZERBAIJANI),
        entities=False,
        decimal=False,
        hexadecimal=False,
        max_length=max_length,
        word_boundary=True,
        save_order=True,
    )
