"""Our own XMP packet: the credit that travels with a public file, and nothing else.

Search engines read from it by whom a picture is, on what terms, and where to ask
(IPTC Photo Metadata, PLUS).
"""

from xml.sax.saxutils import escape

_OPEN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}


def packet(
    *,
    creator: str = "",
    credit: str = "",
    rights: str = "",
    terms_url: str = "",
    licensor: str = "",
    licensor_url: str = "",
) -> bytes:
    """Return the packet with what is known; what is empty is left out."""
    parts = [
        _list("dc:creator", "Seq", creator),
        _plain("photoshop:Credit", credit),
        _list("dc:rights", "Alt", rights, ' xml:lang="x-default"'),
        _plain("xmpRights:Marked", "True" if rights else ""),
        _plain("xmpRights:WebStatement", terms_url),
        _licensor(licensor, licensor_url),
    ]
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in _SPACES.items())
    text = (
        f'{_OPEN}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}>{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return text.encode()


def _plain(name, value):
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name, kind, value, language=""):
    if not value:
        return ""
    item = f"<rdf:li{language}>{escape(value)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _licensor(name, address):
    known = _plain("plus:LicensorName", name) + _plain("plus:LicensorURL", address)
    if not address:
        return ""
    item = f'<rdf:li rdf:parseType="Resource">{known}</rdf:li>'
    return f"<plus:Licensor><rdf:Seq>{item}</rdf:Seq></plus:Licensor>"
