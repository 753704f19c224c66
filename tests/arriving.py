"""What a page does while its HTML arrives in parts, as it does on a slow line."""

from typing import Any

# From the end of the page to its beginning each part is taken away, so that what is left is what a
# browser has shown before that part came in. Words of an unfinished line may wrap: only whole
# blocks that were complete by then are compared.
MOVED = """() => {
  const blocks = "section, article, aside, nav, header, figure, form, details, table, thead, ul,"
    + " ol, dl, div, p, h1, h2, h3";
  const steps = document.createTreeWalker(document.querySelector("main"));
  const nodes = [];
  while (steps.nextNode()) nodes.push(steps.currentNode);
  const place = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 ? [box.left + scrollX, box.top + scrollY] : null;
  };
  const whole = nodes.filter((one) => one.matches?.(blocks)).map((one) => [one, place(one)]);
  const told = new Set();
  while (nodes.length > 1) {
    const next = nodes.pop(), within = next.parentNode;
    next.remove();
    if (!next.matches?.(blocks)) continue;
    for (const [one, there] of whole) {
      if (told.has(one) || !one.isConnected || one.contains(within)) continue;
      const here = place(one);
      if (there && here && there.some((at, axis) => Math.abs(at - here[axis]) > 1))
        told.add(one).add(`${one.cloneNode().outerHTML.slice(0, 60)} moves from ${
          here.map(Math.round)} to ${there.map(Math.round)} when ${
          next.cloneNode().outerHTML.slice(0, 60)} has arrived`);
    }
  }
  return [...told].filter((one) => typeof one === "string");
}"""


def moved(page: Any) -> list[str]:
    """What of the opened page stood elsewhere before the rest was there; unmakes the page."""
    return page.evaluate(MOVED)
