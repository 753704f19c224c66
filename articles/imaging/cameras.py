"""Captions that nobody wrote: what cameras and phones put there by themselves.

A text counts as a whole. Newsrooms write of the same firms: "Samsung opens a plant in Sumgayit".
"""

import re

from articles.text.plain_text import fold

MAX_LENGTH = 200  # characters that a camera writes
_MAKERS = set(
    """acer agfa agfaphoto aiptek asahi benq canon casio concord creative digimax epson fuji
    fujifilm ge genius helios hewlett hp intel jenoptik jvc kenox kodak konica kyocera leica
    lg lumicron maginon medion mercury minolta minox motorola mustek nikon nokia olympus
    packard panasonic pentax philips polaroid praktica premier ricoh rollei samsung sanyo
    sigma sony tevion toshiba traveler trust vivitar yakumo yashica""".split()
)
# What stands alone, or beside the name of a maker.
_DEVICES = {
    "digital camera",
    "digital still camera",
    "digital video camera",
    "digital camcorder",
    "camera pictures",
    "dsc",
}
_OTHERS = {"default", "samsung", "cuva", "my beautiful picture", "hellomoto", "exif jpeg"}
_FORMS = re.compile(
    r"dcim\S*"  # a path on the card
    r"|<[^<>]*>"  # <KENOX S1050  / Samsung S1050>
    r"|exif[ _]jpeg[ _]\w+"
)


def leave_out(extracted: dict, camera: str) -> None:
    """Move a caption that a camera wrote to `left_out`; `camera` is its make and model."""
    caption = extracted.get("caption", "")
    if _is_automatic(caption, camera):
        extracted["caption"] = ""
        extracted["left_out"] = caption


def _is_automatic(text: str, camera: str) -> bool:
    if len(text) > MAX_LENGTH:
        return False
    words = _words(text)
    camera_words = set(_words(camera[:MAX_LENGTH]))
    # "SONY DSC" is a device beside its maker's name; a maker's name alone may be the news.
    rest = " ".join(word for word in words if word not in _MAKERS | camera_words)
    return (
        _FORMS.fullmatch(fold(text)) is not None
        or " ".join(words) in _OTHERS
        or rest in _DEVICES
        or (bool(words) and camera_words.issuperset(words))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))
