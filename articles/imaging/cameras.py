"""Captions that nobody wrote: what cameras and phones put there by themselves.

A text counts as a whole. Newsrooms write of the same firms: "Samsung opens a plant in Sumgayit".
"""

import re

from articles.text.plain_text import fold

MOST = 200  # characters that a camera writes
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


def wrote(text: str, camera: str) -> bool:
    """Tell whether a camera wrote a caption; `camera` is what the file calls its make and model."""
    if len(text) > MOST:
        return False
    words, own = _words(text), set(_words(camera[:MOST]))
    rest = " ".join(word for word in words if word not in _MAKERS | own)
    return (
        _FORMS.fullmatch(fold(text)) is not None
        or " ".join(words) in _OTHERS
        or rest in _DEVICES
        or (bool(words) and own.issuperset(words))
    )


def leave_out(said: dict, camera: str) -> None:
    """Move a caption that a camera wrote to `left_out`."""
    caption = said.get("caption", "")
    if wrote(caption, camera):
        said["caption"], said["left_out"] = "", caption


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))
