"""Files that are small, or within the limit of bytes, and unpack to far more than they seem."""

import io
import struct
import zlib

from PIL import Image

from .camera import corners, encoded, png_chunk

MB = 1024 * 1024
_ZEROS = zlib.compress(b"\0" * 64 * MB, 9)
_MEGABYTE = zlib.compress(b"x" * (MB - 1), 9)
_EXIF = b"MM\0*\0\0\0\x08\0\0"
_IPTC = b"Photoshop 3.0\x008BIM\4\4\0\0\0\0\xff\xff"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A whole picture with these chunks after its head."""
    data = encoded(corners(), "PNG")
    return data[:33] + b"".join(png_chunk(name, text) for name, text in chunks) + data[33:]


def jpeg(marker: int, start: bytes, times: int) -> bytes:
    """A whole picture with that many segments of 64 KB after its head."""
    body = start.ljust(65_500, b"\0")
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    data = encoded(corners(), "JPEG", quality=95)
    return data[:2] + segment * times + data[2:]


def frames(kind: str, count: int, **options) -> bytes:
    first, *others = (
        Image.new("RGB", (64, 48), (255, n % 256, n // 256)) for n in range(count)
    )
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, **options)
    return out.getvalue()


def exif_of_claims() -> bytes:
    """A directory of 65,535 entries, each of which claims four billion values."""
    entry = struct.pack(">HHII", 0x010F, 5, 0xFFFFFFFF, 8)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 0xFFFF) + entry * 5_000


def exif_in_circles() -> bytes:
    """A directory whose sub-directories are itself."""
    entries = b"".join(
        struct.pack(">HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825, 0xA005)
    )
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 3) + entries + struct.pack(">I", 8)


DAMAGED = "The photo is damaged or not complete. Export it again."
STUFFED = "The photo carries far more than its picture. Export it again."
TAKEN, MOVING = "taken", "first frame taken"

# What is said of each, and how it is made.
BOMBS = {
    "one zTXt of 64 MB": (DAMAGED, lambda: png((b"zTXt", b"Comment\0\0" + _ZEROS))),
    "one iTXt of 64 MB": (DAMAGED, lambda: png((b"iTXt", b"Comment\0\1\0\0\0" + _ZEROS))),
    "6000 zTXt of 1 MB": (DAMAGED, lambda: png(*[(b"zTXt", b"C\0\0" + _MEGABYTE)] * 6_000)),
    "6000 iTXt of 1 MB": (
        DAMAGED,
        lambda: png(*[(b"iTXt", b"C\0\1\0\0\0" + _MEGABYTE)] * 6_000),
    ),
    "a profile of 64 MB": (DAMAGED, lambda: png((b"iCCP", b"sRGB\0\0" + _ZEROS))),
    "eXIf of 20 MB": (TAKEN, lambda: png((b"eXIf", _EXIF + b"\0" * 20 * MB))),
    "380 segments of EXIF": (STUFFED, lambda: jpeg(0xE1, b"Exif\0\0" + _EXIF, 380)),
    "380 segments of profile": (TAKEN, lambda: jpeg(0xE2, b"ICC_PROFILE\0\1\1", 380)),
    "380 comments": (TAKEN, lambda: jpeg(0xFE, b"", 380)),
    "380 segments of IPTC": (TAKEN, lambda: jpeg(0xED, _IPTC, 380)),
    "EXIF that claims": (TAKEN, lambda: jpeg(0xE1, exif_of_claims(), 1)),
    "EXIF in circles": (TAKEN, lambda: jpeg(0xE1, exif_in_circles(), 1)),
    "2000 frames of PNG": (MOVING, lambda: frames("PNG", 2_000)),
    "1000 frames of WebP": (MOVING, lambda: frames("WEBP", 1_000, lossless=True, method=0)),
    "100 frames of AVIF": (MOVING, lambda: frames("AVIF", 100, speed=10)),
    "a PNG that claims frames": (
        MOVING,
        lambda: png((b"acTL", struct.pack(">II", 2**31 - 1, 0))),
    ),
}
