"""The three querysets in models/standing.py are the only definitions of public."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Conditions on a life; the verbs in desk/ are the ones who write lives, the demo's bulk too.
CONDITION = re.compile(r"\blive_(from|until)(__\w+)?\s*=(?!=)")
WRITERS = ("articles/models/", "articles/desk/", "articles/migrations/", "articles/management/")


def test_no_other_code_asks_for_the_life_of_an_edition():
    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for folder in ("articles", "newsroom")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not str(path.relative_to(ROOT)).startswith(WRITERS)
        for line in path.read_text().splitlines()
        if CONDITION.search(line)
    ]

    assert offenders == []


def _sources(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def test_public_code_never_touches_the_desk_copy():
    touching = re.compile(r"\bArticle\.objects|\bRevision\b|\.revisions\b")
    public = ("views", "feeds", "formats", "templatetags/articles.py")

    offenders = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for place in public
        for path in _sources(ROOT / "articles" / place)
        for line in path.read_text().splitlines()
        if touching.search(line)
    ]

    assert offenders == []
