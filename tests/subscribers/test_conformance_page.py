"""The manual's list of what feeds promise names tests that are there."""

import re
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
PAGE = (Path(settings.BASE_DIR) / "docs" / "subscribers" / "conformance.md").read_text()
ROWS = [row.strip("| ").split(" | ") for row in re.findall(r"^\| \d+ \|.*\|$", PAGE, re.M)]
NAMED = re.compile(r"`(test_\w+)`")


def test_all_fifty_eight_points_are_listed_once_in_their_order():
    assert [int(row[0]) for row in ROWS] == list(range(1, 59))


def test_every_point_says_whether_it_holds_and_by_what_it_is_proved():
    without = [
        number
        for number, _point, holds, proof in ROWS
        if holds == "yes" and not NAMED.search(proof) and not re.fullmatch(r"as \d+", proof)
    ]
    assert without == []


def test_what_does_not_hold_is_known():
    assert [int(row[0]) for row in ROWS if row[2] != "yes"] == [57]


def test_every_test_is_named_once():
    named = NAMED.findall(PAGE)
    assert len(named) == len(set(named))


def test_every_test_named_there_exists_once():
    defined = [
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.M)
    ]
    assert [name for name in NAMED.findall(PAGE) if defined.count(name) != 1] == []
