"""Where Chromium is and how it starts: for the tests, and for bench/ beside them."""

import os
from pathlib import Path

PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def executable() -> str | None:
    """Chromium by `CHROMIUM` or at the usual places."""
    places = [os.environ.get("CHROMIUM", ""), *PLACES]
    return next((place for place in places if place and Path(place).exists()), None)


def flags() -> list[str]:
    return [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
