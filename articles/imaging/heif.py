"""HEIC, the format of iPhones, where the house has installed a decoder for it.

pillow-heif's wheels carry libraries under the GNU GPL 2; whether to use them is the operator's
choice, so it is no requirement of ours, and without it an editor is told how to export.
"""

from functools import cache

HEIF = "HEIF"  # what Pillow calls it
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


@cache
def readable() -> bool:
    """Tell whether HEIC can be decoded; registers the decoder with Pillow, once a process."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    # Only the picture itself: what else the file carries is never shown, and costs memory.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return True


def looks_like(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS
