"""Where photos lie: two folders of MEDIA_ROOT, or the two buckets of MEDIA_S3."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ImproperlyConfigured

from newsroom.config.environment import HOST, LOOPBACK

_NAME = r"[a-z0-9.-]{3,63}"
_BUCKETS = re.compile(
    r"(?P<scheme>https?)://(?P<key>[^:/?#]*):(?P<secret>[^/?#]+)"
    rf"@(?P<host>{HOST})/(?P<public>{_NAME})\+(?P<private>{_NAME})/?"
    r"(\?region=(?P<region>[\w-]+))?"
)


def buckets(url: str) -> dict[str, Any] | None:
    """`https://key:secret@host/public-bucket+private-bucket?region=eu-central-1`, or None."""
    if not url:
        return None
    match = _BUCKETS.fullmatch(url)
    plain = (
        match and match["scheme"] == "http" and not re.fullmatch(LOOPBACK, match["host"])
    )
    if not match or plain or match["public"] == match["private"]:
        # The address carries a secret: it is not repeated.
        raise ImproperlyConfigured(
            "MEDIA_S3 must be https://key:secret@host/public-bucket+private-bucket."
        )
    return {
        "endpoint_url": f"{match['scheme']}://{match['host']}",
        "aws_access_key_id": unquote(match["key"]),
        "aws_secret_access_key": unquote(match["secret"]),
        "region_name": match["region"] or "us-east-1",
        "buckets": [match["public"], match["private"]],
    }


def photo_storages(root: Path, url: str, buckets: dict[str, Any] | None) -> dict[str, Any]:
    """The entries `default` (what readers get) and `originals` of STORAGES."""
    if buckets is None:
        return {
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": root / "public", "base_url": url},
            },
            "originals": {
                "BACKEND": "newsroom.backends.storages.PrivateStorage",
                "OPTIONS": {"location": root / "private"},
            },
        }
    account = {name: value for name, value in buckets.items() if name != "buckets"}
    public, private = buckets["buckets"]
    return {
        "default": {
            "BACKEND": "newsroom.backends.s3.PublicBucket",
            "OPTIONS": account | {"bucket_name": public},
        },
        "originals": {
            "BACKEND": "newsroom.backends.s3.PrivateBucket",
            "OPTIONS": account | {"bucket_name": private},
        },
    }
