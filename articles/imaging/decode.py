"""A file that someone sent, turned into plain pixels or refused with a sentence.

What it is is decided by decoding, never by its name. Whatever else the file carried (EXIF, GPS,
XMP, comments, thumbnails, trailers, scripts in a polyglot) stays behind.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms

from .kinds import kind_of

# never EPS, PSD, TIFF, FLI…: their decoders are risks
FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "AVIF",
)
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 50_000_000
# Measured: these decoders keep three or four copies; beyond this they grow by over 512 MiB.
MAX_PIXELS_OF = {"WEBP": 30_000_000, "AVIF": 40_000_000}
MAX_SIDE = 20_000
MAX_ASPECT = 60
MAX_PROFILE_BYTES = 4 * 1024 * 1024
# Pillow puts these together one by one: 380 of 64 KB, within the limit of bytes, took 3.5 s.
MAX_EXIF_SEGMENTS = 40
STRIP = (
    512  # rows converted at a time: a 50 megapixel image takes 200 MB, two must be enough
)

# One image at a time in a process. A caller that goes on working with the pixels may hold it
# around decoding and rendering.
ONE_AT_A_TIME = threading.RLock()

_SRGB = ImageCms.createProfile("sRGB")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = (5, 6, 7, 8)
_ORIENTATION = 0x0112
HEIF = "HEIF"  # what Pillow calls it
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_NAMES = {"WEBP": "WebP", HEIF: "HEIC"}
_EXPORT_HEIC = (
    "This is a HEIC photo. Export it as JPEG; an iPhone takes JPEG with "
    "Settings, Camera, Formats, Most Compatible."
)
_DAMAGED = "The photo is damaged or not complete. Export it again."


class BadPhoto(ValueError):
    """A photo that cannot be taken in; its message is a sentence for an editor."""


@dataclass(frozen=True)
class Pixels:
    """A photo as it came in: `width` and `height` are the file's, `image` may be smaller."""

    image: Image.Image
    width: int
    height: int
    animated: bool


def formats() -> tuple[str, ...]:
    """What is taken, in Pillow's names."""
    return (*FORMATS, HEIF) if heic_is_readable() else FORMATS


def decode(data: bytes) -> Image.Image:
    """The photo's pixels: first frame, upright, sRGB, 8 bit RGB, nothing in `info`.

    Raises BadPhoto, and nothing else, for every file that is not a whole photo within the limits.
    """
    return read(data).image


def read(data: bytes, least: tuple[int, int] | None = None) -> Pixels:
    """Decode a photo as `decode` does, and say what it was.

    With `least`, width and height, a JPEG comes in a half, a quarter or an eighth of its size as
    long as both sides keep that many pixels: decoding then costs a fraction of time and memory.
    """
    with ONE_AT_A_TIME, _refusing(data):
        image = _open(data)
        animated = getattr(image, "is_animated", False)
        orientation = _orientation(image)
        lying = orientation in _LYING
        width, height = image.size[::-1] if lying else image.size
        if least is not None:
            image.draft(None, least[::-1] if lying else least)
        image.load()
        pixels = _plain(image)
        if orientation in _UPRIGHT:
            pixels = pixels.transpose(_UPRIGHT[orientation])
        pixels.info = {}
        return Pixels(pixels, width, height, animated)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a photo, upright, from its head alone."""
    with _refusing(data):
        image = _open(data)
        return image.size[::-1] if _orientation(image) in _LYING else image.size


@contextmanager
def _refusing(data: bytes) -> Iterator[None]:
    if not data:
        raise BadPhoto("The file is empty.")
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise BadPhoto(
            f"The photo has {size:.1f} MB; the limit is {MAX_BYTES // 1024 // 1024} MB."
        )
    if data.startswith(b"\xff\xd8") and data.count(b"Exif\0\0") > MAX_EXIF_SEGMENTS:
        raise BadPhoto("The photo carries far more than its picture. Export it again.")
    try:
        yield
    except BadPhoto:
        raise
    except Exception as error:  # decoders raise whatever hostile bytes make them raise
        raise BadPhoto(_DAMAGED) from error


def _open(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=formats())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(MAX_PIXELS) from None
    except Image.UnidentifiedImageError:
        raise BadPhoto(_explain(data)) from None
    width, height = image.size
    max_pixels = MAX_PIXELS_OF.get(image.format, MAX_PIXELS)
    if width * height > max_pixels:
        raise _too_many_pixels(max_pixels)
    if max(width, height) > MAX_SIDE:
        raise BadPhoto(
            f"The photo is {width} × {height} pixels; a side may have {MAX_SIDE:,}."
        )
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise BadPhoto(f"The photo is {width} × {height} pixels: too narrow to show.")
    return image


def _explain(data: bytes) -> str:
    if looks_like_heic(data):
        return _DAMAGED if heic_is_readable() else _EXPORT_HEIC
    kind, advice = kind_of(data)
    message = f"This is {kind}." if kind else "This is not a photo, or it is damaged."
    if not advice:
        *others, last = (_NAMES.get(name, name) for name in formats())
        advice = f"Send {', '.join(others)} or {last}."
    return f"{message} {advice}"


def _too_many_pixels(limit):
    hint = "" if limit == MAX_PIXELS else " Send it as JPEG."
    return BadPhoto(f"The photo has more than {limit // 1_000_000} megapixels.{hint}")


def _orientation(image):
    try:
        return image.getexif().get(_ORIENTATION, 1)
    except Exception:  # a broken EXIF block is no reason to refuse the pixels
        return 1


def _plain(image):
    """8 bit RGB in sRGB with alpha on white, made in strips to keep only two images in memory."""
    profile = None
    icc = image.info.get("icc_profile") or b""
    if 0 < len(icc) <= MAX_PROFILE_BYTES:
        with suppress(Exception):  # a broken profile: the pixels are shown as they are
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    if image.mode == "RGB" and profile is None and "transparency" not in image.info:
        return image.copy()  # a plain Image: the file object and what it knows stay behind
    plain = Image.new("RGB", image.size)
    for top in range(0, image.height, STRIP):
        box = (0, top, image.width, min(top + STRIP, image.height))
        plain.paste(_plain_strip(image.crop(box), profile), box[:2])
    return plain


def _plain_strip(strip, profile):
    # Modes that Pillow would clip are scaled.
    if strip.mode.startswith("I"):
        strip = strip.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif "transparency" in strip.info or strip.mode in ("PA", "La", "RGBa"):
        strip = strip.convert("RGBA")
    elif strip.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        strip = strip.convert("RGB")
    if strip.mode not in ("RGBA", "LA"):
        return _srgb(strip, profile)
    alpha = strip.getchannel("A")
    white = Image.new("RGB", strip.size, "white")
    white.paste(_srgb(strip.convert(strip.mode[:-1]), profile), mask=alpha)
    return white


def _srgb(strip, profile):
    if profile is None:
        return strip.convert("RGB")
    try:
        return ImageCms.profileToProfile(strip, profile, _SRGB, outputMode="RGB")
    except (
        ImageCms.PyCMSError
    ):  # a profile for another kind of pixels, say RGB in a grey photo
        return strip.convert("RGB")


@cache
def heic_is_readable() -> bool:
    """Tell whether HEIC can be decoded; registers the decoder with Pillow, once a process."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    # Only the picture itself: what else the file carries is never shown, and costs memory.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return True


def looks_like_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS
