"""How many of the recent requests failed, told across processes by small files.

Each process counts by minutes and writes its last hour to var/tally/<process>.json, at most every
few seconds; `manage.py doctor`, another process, adds them up.
"""

import json
import os
import threading
import time
from pathlib import Path

from django.conf import settings

EVERY = 5  # seconds between two writings
KEPT = 60  # minutes

_lock = threading.Lock()
_minutes: dict[int, list[int]] = {}
_written = 0.0


def count(*, failed: bool) -> None:
    """Count a request, and write now and then. A folder that cannot be written is no fault."""
    global _written
    now = time.time()
    minute = int(now // 60)
    with _lock:
        counted = _minutes.setdefault(minute, [0, 0])
        counted[0] += 1
        counted[1] += failed
        if abs(now - _written) < EVERY:
            return
        _written = now
        for old in [one for one in _minutes if one <= minute - KEPT]:
            del _minutes[old]
        _write(json.dumps(_minutes))


def recent(minutes: int = 15) -> tuple[int, int]:
    """Return requests and failures of the last minutes, of all processes."""
    since, requests, failures = int(time.time() // 60) - minutes, 0, 0
    for file in settings.TALLY_DIR.glob("*.json"):
        for minute, (all_of_them, failed) in _read(file).items():
            if int(minute) > since:
                requests, failures = requests + all_of_them, failures + failed
    return requests, failures


def _write(text: str) -> None:
    file: Path = settings.TALLY_DIR / f"{os.getpid()}.json"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(text)
        fresh.replace(file)
        _sweep(file.parent)
    except OSError:
        return


def _sweep(folder: Path) -> None:
    """Files of processes that ended long ago have nothing recent in them."""
    for file in folder.glob("*.json"):
        if file.stat().st_mtime < time.time() - KEPT * 60:
            file.unlink(missing_ok=True)


def _read(file: Path) -> dict[str, list[int]]:
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return {}  # Swept while we looked.
