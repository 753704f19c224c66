"""Pictures of every kind of page, narrow and wide, light and dark, in print, and of the desk.

    python bench/screenshots.py [--readme]

Serves the demo from a temporary place and leaves PNGs under var/screenshots/, and the lead story on
paper as a PDF; with --readme it makes the pictures of docs/images/ instead.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.access import SCHEMES, WIDTHS, read_through
from bench.demo import ROOT, Served, newsroom
from tests import chromium

PLACE = ROOT / "var" / "screenshots"
IMAGES = ROOT / "docs" / "images"
DESK = {
    "desk": "/admin/",
    "stories": "/admin/articles/article/",
    "story": "/admin/articles/article/1/change/",
    "photos": "/admin/articles/photo/",
}
# What the README shows: name, kind of page, scheme, width and height.
README = (
    ("front", "front", "light", 1280, 900),
    ("article", "article-gallery", "light", 1280, 900),
    ("phone", "article-ru", "dark", 390, 844),
    ("search", "search-found", "dark", 1280, 900),
    ("desk", "stories", "light", 1280, 900),
    ("photos", "photos", "light", 1280, 900),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="make those of docs/images/")
    options = parser.parse_args()
    if chromium.executable() is None:
        sys.exit("NOT RUN: Chromium is missing: install it, or name it in CHROMIUM")
    with newsroom() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.executable(), args=chromium.flags()
        )
        made = readme(served, browser) if options.readme else everything(served, browser)
    print("\n".join(str(path.relative_to(ROOT)) for path in made))
    return 0


def everything(served: Served, browser: Browser) -> list[Path]:
    PLACE.mkdir(parents=True, exist_ok=True)
    kinds = served.kinds()
    made = []
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = opened(served, browser, scheme, width, 900)
            made += [
                shot(context, path, PLACE / f"{name}-{width}-{scheme}.png", whole=True)
                for name, path in kinds.items()
            ]
            sign_in(context)
            made += [
                shot(
                    context, path, PLACE / f"admin-{name}-{width}-{scheme}.png", whole=True
                )
                for name, path in DESK.items()
            ]
            context.close()
    return [*made, paper(served, browser, kinds["article-gallery"])]


def readme(served: Served, browser: Browser) -> list[Path]:
    """One window each, as WebP: true colours in a small clone."""
    PLACE.mkdir(parents=True, exist_ok=True)
    addresses = served.kinds() | DESK
    made = []
    for name, kind, scheme, width, height in README:
        context = opened(served, browser, scheme, width, height)
        if kind in DESK:
            sign_in(context)
        taken = shot(context, addresses[kind], PLACE / f"readme-{name}.png")
        context.close()
        with Image.open(taken) as picture:
            picture.convert("RGB").save(IMAGES / f"{name}.webp", quality=88, method=6)
        made.append(IMAGES / f"{name}.webp")
    return made


def opened(
    served: Served, browser: Browser, scheme: str, width: int, height: int
) -> BrowserContext:
    return browser.new_context(
        base_url=served.origin,
        color_scheme=scheme,
        viewport={"width": width, "height": height},
        timezone_id="Asia/Baku",
    )


def sign_in(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", "chief")
    page.fill("#id_password", "dateline-baku-2025")
    page.click("[type=submit]")
    page.wait_for_load_state("load")
    page.close()


def shot(context: BrowserContext, path: str, to: Path, whole: bool = False) -> Path:
    page = context.new_page()
    page.goto(path, wait_until="load")
    read_through(page)
    page.screenshot(path=to, full_page=whole)
    page.close()
    return to


def paper(served: Served, browser: Browser, path: str) -> Path:
    context = opened(served, browser, "light", 1280, 900)
    page = context.new_page()
    page.goto(path, wait_until="load")
    read_through(page)
    to = PLACE / "article-print.pdf"
    page.pdf(path=to, format="A4", prefer_css_page_size=True)
    context.close()
    return to


if __name__ == "__main__":
    sys.exit(main())
