"""Pictures for the demo, drawn so that they look like something and need no licence."""

import io
import random
from collections.abc import Callable

from PIL import Image

from .outdoors import dish, masts, skyline
from .technology import circuit, fibre, network, racks

SIZE = (1280, 800)  # a third fewer pixels to encode than 1600, and `make run` waits for it

KINDS: dict[str, Callable[[random.Random], Image.Image]] = {
    "skyline": skyline,
    "masts": masts,
    "dish": dish,
    "circuit": circuit,
    "network": network,
    "racks": racks,
    "fibre": fibre,
}


def draw(kind: str, seed: int) -> bytes:
    """Return the JPEG of a picture; the same kind and seed give the same picture."""
    picture = KINDS[kind](random.Random(f"{kind}-{seed}"))  # noqa: S311  not a secret
    data = io.BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(data, "JPEG", quality=88)
    return data.getvalue()
