"""Documents lead somewhere: their links, and what code cites of them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "deploy" / "README.md", *sorted(DOCS.rglob("*.md"))]
RULES = [
    int(number)
    for number in re.findall(r"^(\d+)\. ", (DOCS / "rules.md").read_text(), re.M)
]
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)")
CODE = [
    path
    for room in ("articles", "newsroom", "tests")
    for path in (ROOT / room).rglob("*.py")
]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_page_and_its_heading(page):
    broken = []
    for path, heading in LINK.findall(page.read_text()):
        target = page.parent / path if path else page
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(f"{path}#{heading}")
    assert broken == []


def test_rules_stand_in_their_order_and_none_is_missing():
    assert RULES == list(range(1, len(RULES) + 1))


def test_every_rule_that_code_cites_is_there():
    cited = {
        int(number)
        for path in CODE
        for numbers in re.findall(r"docs/rules\.md ([\d–, ]+)", path.read_text())
        for number in re.findall(r"\d+", numbers)
    }
    assert len(cited) > 10
    assert cited - set(RULES) == set()


def test_every_document_that_code_cites_is_there():
    cited = {
        name
        for path in CODE
        for name in re.findall(r"\bdocs/[\w./-]+\.(?:md|py)\b", path.read_text())
    }
    assert len(cited) > 5
    assert sorted(name for name in cited if not (ROOT / name).exists()) == []
