"""The manual's list of what feeds promise names tests that are there."""

import re
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
PAGE = (Path(settings.BASE_DIR) / "docs" / "subscribers" / "conformance.md").read_text()
ROWS = [row.strip("| ").split(" | ") for row in re.findall(r"^\| \d+ \|.*\|$", PAGE, re.M)]
NAMED = re.compile(r"`([a-z0-9_/]+\.py)::(test_\w+)`")


def test_all_fifty_eight_points_are_listed_once_in_their_order():
    assert [int(row[0]) for row in ROWS] == list(range(1, 59))


def test_every_point_says_what_how_and_by_what_it_is_proved():
    without = [
        row[0]
        for row in ROWS
        if len(row) != 4
        or (row[3] != "not yet" and not re.sub(NAMED, "", row[3]).strip(", ") == "")
    ]
    assert without == []


def test_what_is_not_met_is_known():
    assert [int(row[0]) for row in ROWS if row[3] == "not yet"] == [57, 58]


def test_every_test_named_there_exists():
    named = {(file, name) for row in ROWS for file, name in NAMED.findall(row[3])}
    missing = [
        f"{file}::{name}"
        for file, name in sorted(named)
        if not (TESTS / file).exists()
        or not re.search(rf"^def {name}\(", (TESTS / file).read_text(), re.M)
    ]
    assert missing == []
