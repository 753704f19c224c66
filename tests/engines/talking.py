"""Camera files that say something of themselves: IPTC-IIM, XMP and EXIF blocks by hand."""

import io
import shutil
import struct
import subprocess

import pytest
from PIL import Image

_IPTC = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {}>{}</rdf:RDF></x:xmpmeta>'
_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    }.items()
)
FULL = """<rdf:Description photoshop:Headline="The hall" photoshop:Credit="Ministry/S. Guliyeva">
<dc:description><rdf:Alt><rdf:li xml:lang="fr">La salle</rdf:li>
<rdf:li xml:lang="x-default">Делегаты в зале, Bakı</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">People in rows</rdf:li>
</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
<dc:creator><rdf:Seq><rdf:li>Sabina Guliyeva</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2025 Ministry</rdf:li></rdf:Alt></dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">News only</rdf:li></rdf:Alt>
</xmpRights:UsageTerms>
<dc:subject><rdf:Bag><rdf:li>ITU</rdf:li><rdf:li>WTDC-25</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Rashad Nabiyev</rdf:li></rdf:Bag>
</Iptc4xmpExt:PersonInImage>
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
<Iptc4xmpExt:City>Baku</Iptc4xmpExt:City>
<Iptc4xmpExt:CountryName>Azerbaijan</Iptc4xmpExt:CountryName></rdf:li></rdf:Bag>
</Iptc4xmpExt:LocationCreated>
<photoshop:Source>Press service</photoshop:Source>
<photoshop:Instructions>No crop</photoshop:Instructions>
<photoshop:DateCreated>2025-11-28T10:15:00+03:00</photoshop:DateCreated></rdf:Description>"""


def packet(description: str = FULL) -> bytes:
    return _IPTC.format(_SPACES, description).encode()


def field(number: int, value: bytes, record: int = 2) -> bytes:
    return b"\x1c" + bytes([record, number]) + struct.pack(">H", len(value)) + value


def iim(encoding: str, declared: bool = False, **texts: str) -> bytes:
    numbers = {"caption": 120, "title": 105, "creator": 80, "keyword": 25, "city": 90}
    fields = [field(numbers[name], text.encode(encoding)) for name, text in texts.items()]
    return (field(90, b"\x1b%G", record=1) if declared else b"") + b"".join(fields)


def jpeg(
    *,
    xmp: bytes = b"",
    iim: bytes = b"",
    exif: bytes = b"",
    size=(64, 48),
    digest: bytes | None = None,
) -> bytes:
    out = io.BytesIO()
    options = {"xmp": xmp} if xmp else {}
    Image.radial_gradient("L").resize(size).save(out, "JPEG", exif=exif, **options)
    plain = out.getvalue()
    if not iim:
        return plain
    body = b"Photoshop 3.0\0" + _resource(b"\x04\x04", iim)
    if digest is not None:
        body += _resource(b"\x04\x25", digest)
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def _resource(number: bytes, data: bytes) -> bytes:
    size = struct.pack(">I", len(data))
    return b"8BIM" + number + b"\0\0" + size + data + b"\0" * (len(data) % 2)


def noted(offset: str = "+03:00", latitude=(40.0, 22.0, 30.0), **texts: str) -> bytes:
    """An EXIF block with a moment, a place and texts in UTF-8 or Windows-1251."""
    block = Image.Exif()
    block[0x010E] = texts.get("caption", "OLYMPUS DIGITAL CAMERA")
    block[0x013B] = texts.get("creator", "")
    photo = block.get_ifd(0x8769)
    photo[0x9003] = "2025:11:28 10:15:00"
    if offset:
        photo[0x9011] = offset
    block.get_ifd(0x8825).update({1: "S", 2: latitude, 3: "E", 4: (49.0, 53.0, 0.0)})
    return block.tobytes()


def written(data: bytes, *tags: str) -> bytes:
    """The file after exiftool has written tags into it: `IPTC:Credit=Ministry`."""
    if not (exiftool := shutil.which("exiftool")):
        pytest.skip("needs exiftool: install libimage-exiftool-perl")
    words = [exiftool, "-q", "-m", "-codedcharacterset=utf8", *(f"-{tag}" for tag in tags)]
    return subprocess.run([*words, "-"], input=data, capture_output=True, check=True).stdout
