"""Plain text as we keep it: NFC, without what cannot be seen or cannot be sent."""

import re
import unicodedata

from slugify import slugify as _transliterate

_PLANES = range(0x10000, 0x110000, 0x10000)

# What no text of ours carries. Controls and U+FFFE/FFFF make XML ill-formed, lone surrogates
# cannot be encoded, bidi controls turn a headline around ("Trojan source"), the rest is
# invisible and breaks search. Zero-width joiners stay inside words: Persian and emoji need them.
_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; tab, line ends and U+0085 are white space
    "\u00ad\u200b\u2060-\u2064\ufeff"  # soft hyphen, zero-width space, word joiner, BOM
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi controls
    "\ufff9-\uffff\ufdd0-\ufdef"  # annotations, replacement character, noncharacters
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f"  # tag characters: whole sentences can be hidden in them
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in _PLANES)
    + "]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_JOINERS = " \u200c\u200d"

# Characters that begin, decomposed, with a mark on what stands before; the five have no class of
# their own. Putting marks in order takes the square of their number, with the interpreter locked.
_MARKS = "".join(chr(n) for n in range(0x300, 0x1E94B) if unicodedata.combining(chr(n)))
_MARKS += "\u0f73\u0f75\u0f81\uff9e\uff9f"
MOST_MARKS = 30  # on one letter: what UAX 15 calls stream-safe text
_PILED = re.compile(f"([{_MARKS}]{{{MOST_MARKS}}})[{_MARKS}]+")


def has_piled_marks(text: str) -> bool:
    """Tell whether a letter has more marks than we keep."""
    return not text.isascii() and _PILED.search(text) is not None


def normal(form: str, text: str) -> str:
    """The text in a normal form (Unicode's "NFC" …); of marks on one letter the first 30.

    The only way to `unicodedata.normalize`: it costs as much as the text is long.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize(form, _PILED.sub(r"\1", text))
    return _PILED.sub(r"\1", text)  # some are two, decomposed


def legible(text: str) -> str:
    """NFC and nothing forbidden; white space stays as it is."""
    return normal("NFC", _FORBIDDEN.sub("", text))


def clean_line(text: str) -> str:
    """One line of plain text: legible, white space collapsed, nothing at the ends."""
    return " ".join(legible(text).split()).strip(_JOINERS)


def clean_text(text: str) -> str:
    """Several lines: each a clean line, line ends and paragraph breaks (one blank line) kept."""
    text = _LINE_ENDS.sub("\n", legible(text)).replace("\u2029", "\n\n")
    lines = "\n".join(clean_line(line) for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", lines).strip()


# No decomposition exists for these, so stripping combining marks leaves them as they are.
_LETTERS = str.maketrans(
    {
        "ə": "e",
        "ǝ": "e",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
    }
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
