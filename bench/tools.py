"""Lighthouse and the Nu HTML checker, installed at need under var/ as bench/npm/ pins them."""

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = ROOT / "bench" / "npm"
PLACE = ROOT / "var" / "npm"
# Written last, so that an installation that was broken off is begun anew.
DONE = PLACE / "installed.json"


def lighthouse() -> list[str]:
    """The words that start Lighthouse."""
    _need("node", "npm")
    _install()
    return ["node", str(PLACE / "node_modules/lighthouse/cli/index.js")]


def checker() -> list[str]:
    """The words that start the Nu HTML checker."""
    _need("java", "node", "npm")
    _install()
    return ["java", "-jar", str(PLACE / "node_modules/vnu-jar/build/dist/vnu.jar")]


def _need(*programs: str) -> None:
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        sys.exit(
            f"NOT RUN: {', '.join(missing)} is missing. "
            "On Debian and Ubuntu: sudo apt-get install nodejs npm default-jre-headless"
        )


def _install() -> None:
    lock = PINNED / "package-lock.json"
    if DONE.exists() and filecmp.cmp(lock, DONE, shallow=False):
        return
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINNED / name, PLACE / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=PLACE, check=False).returncode:
        sys.exit("NOT RUN: npm could not install what bench/npm/package-lock.json pins.")
    shutil.copy(lock, DONE)
