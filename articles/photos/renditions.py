"""The sizes in which readers get a photo."""

import io
from dataclasses import dataclass

from PIL import Image

WIDTHS = (480, 960, 1600)
QUALITY = 82


@dataclass(frozen=True)
class Rendered:
    width: int
    height: int
    data: bytes


def render(image: Image.Image) -> list[Rendered]:
    """Progressive JPEGs, narrowest first, of an image that `decode` returned.

    One for each of WIDTHS that the image is wide enough for; its own width when it is narrower
    than all of them.
    """
    rendered = []
    for width in sorted(_widths(image.width), reverse=True):
        image = _narrow(image, width)  # each from the one before: a third of the work
        rendered.append(Rendered(image.width, image.height, _jpeg(image)))
    return rendered[::-1]


def _widths(original: int) -> list[int]:
    return [width for width in WIDTHS if width <= original] or [original]


def _narrow(image, width):
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(image):
    bare = image.copy()
    bare.info = {}  # Pillow writes a comment or profile that it finds there
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    return out.getvalue()
