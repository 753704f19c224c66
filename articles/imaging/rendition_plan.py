"""Which files a photo has: shapes, widths, formats, and the digest of what each is made from.

Why these: docs/decisions/0011-photo-formats-and-ladder.md. A change here makes files of all photos
outdated; `manage.py repair renditions` makes them again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

JPEG, AVIF = "jpeg", "avif"
WHOLE = "whole"
RATIOS = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
# Pages take both formats.
LADDER = {
    WHOLE: (320, 480, 640, 960, 1280, 1600, 2048),
    "16x9": (320, 640, 960),
    "4x3": (320, 640),
    "1x1": (160, 320, 640),
}
# AVIF alone: the front's lead is 808 pixels wide, 1616 on a dense screen, whose browsers read AVIF.
DENSE = {"16x9": (1280, 1600)}
# For social cards and search engines, which want 1200 pixels and read JPEG.
PLAIN = dict.fromkeys(RATIOS, 1200)
EXTENSIONS = {JPEG: "jpg", AVIF: "avif"}
QUALITY = {JPEG: 82, AVIF: 60}
# Other bytes for the same pixels: raise this where encoding changes.
ENCODING_VERSION = 1

Box = tuple[float, float, float, float]  # left, top, width, height in parts of the sides


@dataclass(frozen=True)
class Source:
    """All that a photo's files depend on."""

    width: int
    height: int
    checksum: str
    focus: tuple[float, float] = (0.5, 0.5)
    crops: Mapping[str, Box] = field(default_factory=dict)
    packet: bytes = b""


@dataclass(frozen=True)
class RenditionSpec:
    """A file that a photo should have; `box` is left, top, right, bottom in its pixels."""

    shape: str
    format: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    recipe: str

    @property
    def key(self) -> tuple[str, str, int]:
        return self.shape, self.format, self.width


def plan(source: Source) -> list[RenditionSpec]:
    """Return the files of a photo, of each shape widest first; never wider than its pixels."""
    return [spec for shape in LADDER for spec in _specs_of_shape(source, shape)]


def needed(source: Source, specs: list[RenditionSpec]) -> tuple[int, int]:
    """Return the least size in which the whole picture must be decoded for these files."""
    shares = (spec.width / (spec.box[2] - spec.box[0]) for spec in specs)
    share = min(1.0, max(shares, default=1 / source.width))
    return max(1, round(source.width * share)), max(1, round(source.height * share))


def box_of(source: Source, shape: str) -> tuple[float, float, float, float]:
    """Return the part of the picture that a shape shows, in its pixels."""
    width, height = source.width, source.height
    if shape == WHOLE:
        return 0, 0, width, height
    if shape in source.crops:
        left, top, wide, high = source.crops[shape]
        return left * width, top * height, (left + wide) * width, (top + high) * height
    across, down = RATIOS[shape]
    # As large as fits, as near to the focal point as the edges let it.
    wide = min(width, height * across / down)
    high = min(height, width * down / across)
    left = min(max(source.focus[0] * width - wide / 2, 0), width - wide)
    top = min(max(source.focus[1] * height - high / 2, 0), height - high)
    return left, top, left + wide, top + high


def _specs_of_shape(source: Source, shape: str) -> Iterator[RenditionSpec]:
    box = box_of(source, shape)
    wide = box[2] - box[0]
    high = box[3] - box[1]
    # A picture smaller than the ladder's first step has one file, as wide as it is.
    widths = [width for width in LADDER[shape] if width <= wide] or [max(1, int(wide))]
    files = [(width, image_format) for width in widths for image_format in (JPEG, AVIF)]
    files += [(width, AVIF) for width in DENSE.get(shape, ()) if width <= wide]
    if shape in PLAIN and PLAIN[shape] <= wide:
        files.append((PLAIN[shape], JPEG))
    for width, image_format in sorted(files, reverse=True):
        height = max(1, round(width * high / wide))
        recipe = _recipe(source, image_format, box)
        yield RenditionSpec(shape, image_format, width, height, box, recipe)


def _recipe(source: Source, image_format: str, box: Iterable[float]) -> str:
    made_from = [
        ENCODING_VERSION,
        QUALITY[image_format],
        source.checksum,
        [round(edge, 2) for edge in box],
        hashlib.sha256(source.packet).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:16]
