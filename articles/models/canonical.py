"""What is read of an edition's content: its canonical JSON, the digest, the printed headline.

The digest makes "published equals approved" a comparison.
"""

import hashlib
import json
from typing import Any

from articles.enums import Flag


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def title_of(content: dict[str, Any]) -> str:
    """The headline with its media flags, as it is printed everywhere."""
    carries = bool(content["lead"] or content["gallery"] or content["figures"])
    photo = content["photo_flag"] == Flag.ON or (
        content["photo_flag"] == Flag.AUTO and carries
    )
    video = content["video_flag"] == Flag.ON
    return content["headline"] + " (PHOTO)" * photo + " (VIDEO)" * video
