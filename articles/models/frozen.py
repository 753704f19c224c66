"""Canonical JSON and its digest: what makes "published equals approved" a comparison."""

import hashlib
import json
from typing import Any


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON, in hex."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
