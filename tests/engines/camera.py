"""Files as cameras, phones and attackers make them, built by Pillow."""

import io
import struct
import zlib

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"SECRET-OF-THE-CAMERA"
_CORNERS = ("red", "green", "blue", "yellow")


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def corners(width: int = 64, height: int = 48) -> Image.Image:
    """A picture whose four quarters differ, so that turning it shows."""
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(_CORNERS):
        quarter = Image.new("RGB", (width // 2, height // 2), colour)
        image.paste(quarter, (index % 2 * width // 2, index // 2 * height // 2))
    return image


def exif(orientation: int = 1) -> bytes:
    """An EXIF block with a place, a maker and a note."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = SECRET.decode()
    block.get_ifd(0x8825).update(
        {1: "N", 2: (40.0, 22.0, 33.0), 3: "E", 4: (49.0, 53.0, 33.0)}
    )
    block.get_ifd(0x8769)[0x927C] = SECRET
    return block.tobytes()


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exchanged_profile() -> bytes:
    """A profile whose red is sRGB's green, and the other way round."""
    changed = profile().replace(b"rXYZ", b"-XYZ").replace(b"gXYZ", b"rXYZ")
    return changed.replace(b"-XYZ", b"gXYZ")


def talkative_jpeg() -> bytes:
    """Everything a JPEG can carry besides its pixels, and a script after its end."""
    data = encoded(
        corners(),
        "JPEG",
        exif=exif(),
        comment=SECRET,
        xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>",
        icc_profile=profile() + SECRET,
    )
    return data + b"<script>" + SECRET + b"</script><?php " + SECRET


def talkative_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode(), zip=True)
    return encoded(corners(), "PNG", pnginfo=text, exif=exif(), icc_profile=profile())


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG that claims a size and has no more than these chunks."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, data) for name, data in parts)


def text_bomb() -> bytes:
    """64 MB of text in 64 KB of PNG."""
    text = b"Comment\0\0" + zlib.compress(b"\0" * 64 * 1024 * 1024, 9)
    return png(8, 8, (b"zTXt", text))


def segments(jpeg: bytes) -> set[str]:
    """The names of the marker segments before the pixels: {"APP0", "DQT", …}"""
    names = {0xC2: "SOF2", 0xC4: "DHT", 0xDB: "DQT", 0xFE: "COM"}
    found, at = set(), 2
    while jpeg[at + 1] != 0xDA:
        marker = jpeg[at + 1]
        found.add(names.get(marker) or f"APP{marker - 0xE0}")
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def png_chunk(name, data):
    return (
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
    )
