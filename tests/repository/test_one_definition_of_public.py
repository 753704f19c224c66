"""The three querysets in models/standing.py are the only definitions of public."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Conditions on a life; the verbs in desk/ are the ones who write lives, the demo's bulk too.
CONDITION = re.compile(r"\blive_(from|until)(__\w+)?\s*=(?!=)")
WRITERS = ("articles/models/", "articles/desk/", "articles/migrations/", "articles/demo/")


def test_no_other_code_asks_for_the_life_of_an_edition():
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("articles", "newsroom")
        for path in _sources(ROOT / folder)
        if not str(path.relative_to(ROOT)).startswith(WRITERS)
        for line in path.read_text().splitlines()
        if CONDITION.search(line)
    ]

    assert offenders == []


def _sources(place: Path) -> list[Path]:
    found = [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))
    assert found, f"{place} is no more: nothing is looked at"
    return found


def test_public_code_never_touches_the_desk_copy():
    touching = re.compile(r"\bArticle\.objects|\bRevision\b|\.revisions\b")
    rooms = "views feeds crawlers pages caching styleguide templatetags/articles.py".split()

    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for place in rooms
        for path in _sources(ROOT / "articles" / place)
        for line in path.read_text().splitlines()
        if touching.search(line)
    ]

    assert offenders == []
