"""Where photos lie: two folders of MEDIA_ROOT, or the two buckets of MEDIA_S3."""

from pathlib import Path
from typing import Any


def photo_storages(root: Path, url: str, buckets: dict[str, Any] | None) -> dict[str, Any]:
    """The entries `default` (what readers get) and `originals` of STORAGES."""
    if buckets is None:
        return {
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": root / "public", "base_url": url},
            },
            "originals": {
                "BACKEND": "newsroom.storage.PrivateStorage",
                "OPTIONS": {"location": root / "private"},
            },
        }
    account = {name: value for name, value in buckets.items() if name != "buckets"}
    public, private = buckets["buckets"]
    return {
        "default": {
            "BACKEND": "newsroom.bucket.PublicBucket",
            "OPTIONS": account | {"bucket_name": public},
        },
        "originals": {
            "BACKEND": "newsroom.bucket.PrivateBucket",
            "OPTIONS": account | {"bucket_name": private},
        },
    }
