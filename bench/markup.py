"""The HTML of every kind of page, read by the Nu HTML checker; part of bench/examine.py."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from bench import tools
from bench.demo import Served


def findings(served: Served, kinds: dict[str, str]) -> list[str]:
    """What the checker says, errors and warnings, one line each."""
    pages = served.place / "pages"
    pages.mkdir()
    for name, path in kinds.items():
        (pages / f"{name}.html").write_bytes(_fetch(served.origin + path))
    command = [
        *tools.checker(),
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
        str(pages),
    ]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [_line(one) for one in json.loads(run.stdout)["messages"]]


def _fetch(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  On loopback.
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read()  # A page too: 404, 410.


def _line(message: dict[str, Any]) -> str:
    where = f"{Path(message.get('url', '')).stem}, line {message.get('lastLine', 0)}"
    return f"{where}: {message.get('subType', message['type'])}: {message['message']}"
