"""Look at readers' pages as three strict examiners do: Lighthouse, axe-core, the Nu HTML checker.

    python bench/examine.py [markup] [access] [lighthouse]

Serves the demo from a temporary place and opens every kind of page in Chromium; for Lighthouse
behind nginx with deploy/nginx.conf, because compression and HTTP/2 are its part. Exits with 1 where
a page has a fault, moves while it loads, asks another host, or lacks a point of Lighthouse's.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from playwright.sync_api import sync_playwright

from bench import access, lighthouse, markup
from bench.demo import Served, newsroom
from bench.deployment import NGINX
from tests import chromium

PARTS = ("markup", "access", "lighthouse")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; default: all")
    parts = parser.parse_args().parts or PARTS
    if chromium.executable() is None:
        sys.exit("NOT RUN: Chromium is missing: install it, or name it in CHROMIUM")
    if "lighthouse" in parts and NGINX is None:
        sys.exit(
            "NOT RUN: nginx is missing: Lighthouse sees the pages as production serves them"
        )
    faults = []
    if own := [part for part in parts if part != "lighthouse"]:
        with newsroom() as served:
            kinds = served.kinds()
            faults += [examine(part, served, kinds) for part in own]
    if "lighthouse" in parts:
        faults.append(_lighthouse())
    return max(faults)


def examine(part: str, served: Served, kinds: dict[str, str]) -> int:
    if part == "markup":
        return _told("Nu HTML checker", kinds, markup.findings(served, kinds))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.flags()
        )
        return _told(
            "axe-core, shifts, hosts", kinds, access.findings(served, browser, kinds)
        )


def _told(name: str, kinds: dict[str, str], found: list[str]) -> int:
    for line in found:
        print(f"  {line}")
    print(f"{name}: {len(kinds)} kinds of pages, {len(found)} findings")
    return 1 if found else 0


def _lighthouse() -> int:
    print(
        f"{'Lighthouse, mobile':<20}{'speed':>7}{'access':>8}{'practice':>10}{'seo':>5}{'CLS':>8}"
    )
    pages = lighthouse.measured()
    for page in pages:
        speed, reach, practice, seo = (
            page.marks.get(key, "–") for key in lighthouse.CATEGORIES
        )
        print(
            f"{page.page:<20}{speed:>7}{reach:>8}{practice:>10}{seo:>5}{page.shift:>8.3f}"
        )
        for fault in () if page.full else page.faults:
            print(f"  {fault}")
    return 0 if all(page.full for page in pages) else 1


if __name__ == "__main__":
    sys.exit(main())
