"""Every kind of page in Chromium, by axe-core, narrow and wide, light and dark; what moves while it
loads, at once or in parts, and whom it asks; part of bench/examine.py."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bench.demo import Served
from tests.arriving import moved

WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
# The rules of WCAG 2.2 at level AA, and axe's own advice.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
SHIFTED = """() => new Promise((done) => {
  const told = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      told.push(`shifts by ${entry.value.toFixed(3)}: ${entry.sources.map(
        ({ node }) => (node?.outerHTML || node?.textContent || "").slice(0, 60)).join(" and ")}`);
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(told), 200);
})"""
LOADED = """() => Promise.all([...document.images].map((image) => image.complete
  || new Promise((done) => { image.onload = image.onerror = done; })))"""


def findings(served: Served, browser: Browser, kinds: dict[str, str]) -> list[str]:
    """What is wrong with the pages, one line each."""
    return [
        f"{name}, {width} px, {scheme}: {fault}"
        for scheme in SCHEMES
        for width in WIDTHS
        for name, fault in _round(served, browser, kinds, width, scheme)
    ]


def _round(
    served: Served, browser: Browser, kinds: dict[str, str], width: int, scheme: str
) -> Iterator[tuple[str, str]]:
    context = browser.new_context(
        base_url=served.origin,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )
    for name, path in kinds.items():
        page = context.new_page()
        for fault in faults(page, path):
            yield name, fault
        page.close()
    context.close()


def faults(page: Page, path: str) -> list[str]:
    """Open a page, read it to its end, and say what is wrong with it."""
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.goto(path, wait_until="load")
    read_through(page)
    shifts = page.evaluate(SHIFTED)
    own = urlsplit(page.url).netloc
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [
        *complaints,
        *(f"asks {host}" for host in sorted(hosts - {own})),
        *shifts,
        *([f"{too_wide} px wider than the window"] if too_wide > 0 else []),
        *(_told(one) for one in Axe().run(page, options=RULES).response["violations"]),
        *moved(page),
    ]


def read_through(page: Page) -> None:
    """Scroll to the end and back, so that pictures which wait are loaded."""
    for top in range(0, page.evaluate("document.body.scrollHeight"), 600):
        page.evaluate(f"scrollTo(0, {top})")
        page.wait_for_timeout(20)
    page.evaluate(LOADED)
    page.evaluate("scrollTo(0, 0)")


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    where = nodes[0]["html"][:90]
    return f"{violation['id']} ({violation['impact']}, {len(nodes)}×): {where}"
