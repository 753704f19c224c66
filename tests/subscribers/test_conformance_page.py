"""The manual's list of what feeds promise names tests that are there."""

import re
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
PAGE = (Path(settings.BASE_DIR) / "docs" / "subscribers" / "conformance.md").read_text()
POINTS = re.findall(r"^(\d+)\. (.+)$", PAGE, re.M)
NAMED = re.compile(r"`(test_\w+)`")


def test_all_fifty_eight_points_are_listed_once_in_their_order():
    assert [int(number) for number, _ in POINTS] == list(range(1, 59))


def test_every_point_that_holds_says_by_what_it_is_proved():
    without = [
        number
        for number, point in POINTS
        if not NAMED.search(point) and not re.search(r": as \d+$", point)
    ]
    assert without == ["57"]


def test_what_does_not_hold_is_known():
    assert [number for number, point in POINTS if point.startswith("**Missing**")] == ["57"]


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
