"""What a file is that is no photo of a kind we take: named, so that its sender knows what to do."""

import re

HEAD = 512  # bytes, of which a kind is known
_AS_JPEG = "Export it as JPEG."
_FRAME = "Save one picture of it as JPEG and send that."
_KINDS = [
    ("a GIF", "", rb"GIF8"),
    ("a PDF", "", rb"%PDF"),
    ("an SVG drawing", "", rb"(?i:<svg)"),
    ("an SVG drawing or another XML file", "", rb"(?i:<\?xm)"),
    ("a web page", "", rb"(?i:<!do|<htm)"),
    ("a Photoshop file", "", rb"8BPS"),
    ("a BMP picture", _AS_JPEG, rb"BM.{4}\0{4}"),
    ("a JPEG XL photo", _AS_JPEG, rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("a JPEG 2000 photo", _AS_JPEG, rb"\xff\x4f\xff\x51|\0\0\0\x0cjP  "),
    ("a JPEG XR photo", _AS_JPEG, rb"II\xbc"),
    # Canon (two kinds), Fujifilm, Panasonic, Olympus (two), Sigma, Minolta.
    (
        "a raw file",
        _AS_JPEG,
        rb".{4}ftypcrx |II\x1a\0.{2}HEAP|FUJIFILM|IIU\0|IIR[OS]|MMOR|FOVb|\0MRM",
    ),
    ("a TIFF or raw file", "", rb"II[*+]\0|MM\0[*+]"),
    (
        "a document or an archive",
        "Take the photo out of it and send that.",
        rb"PK\x03\x04|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf",
    ),
    ("a sound recording", "", rb".{4}ftypM4[AB]|ID3|fLaC|RIFF.{4}WAVE"),
    # MP4 and QuickTime (AVIF begins like them), AVI, Matroska and WebM, MPEG, a stream of it as
    # cameras and broadcasters write it, Windows Media, Flash, Ogg, professional cameras (MXF).
    (
        "a video",
        _FRAME,
        rb".{4}ftyp(?!avi[fs])|.{4}(?:moov|mdat)|\0\0\0.(?:wide|free|skip|pnot)|RIFF.{4}AVI "
        rb"|\x1a\x45\xdf\xa3|\0\0\x01[\xb3\xba]|G(?:.{187}G){2}|.{4}G(?:.{191}G){2}"
        rb"|0&\xb2u\x8ef\xcf\x11|FLV\x01|OggS|\x06\x0e\x2b\x34",
    ),
]
_PATTERNS = [(name, advice, re.compile(head, re.DOTALL)) for name, advice, head in _KINDS]


def kind_of(data: bytes) -> tuple[str, str]:
    """Return what a file is, with its article, and what to do with it; either may be empty."""
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for name, advice, pattern in _PATTERNS:
        if pattern.match(head):
            return name, advice
    return "", ""
